"""What can be done to reports by form: each works without a script, and leads back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from crosswire.errors import BadInput
from crosswire.serve.api.problems import Refusal
from crosswire.serve.api.rights import May, caller_of, holdings_of
from crosswire.serve.desk.forms import OwnForm, word
from crosswire.serve.desk.pages import is_fragment, page
from crosswire.serve.desk.report.table import Picked, Table, mark_of
from crosswire.serve.report import editing
from crosswire.serve.view_words import count
from crosswire.store.reports import Draft

router = APIRouter(dependencies=[May("judge")])

_STEPS = {"up": -1, "down": 1}


@router.post("/report")
def begin(request: Request, form: OwnForm) -> Response:
    """Begins a report."""
    draft = Table(holdings_of(request)).begin(word(form, "title"), caller_of(request).name or "")
    return _back(draft.id, did="title")


@router.post("/report/choose")
def choose(request: Request, form: OwnForm) -> Response:
    """Puts a claim of a story into the report that this person is at, or into a new one."""
    table, owner = Table(holdings_of(request)), caller_of(request).name or ""
    picked = table.pick(word(form, "story", 64), [word(form, "claim", 64)])
    draft = table.open_of(owner) or table.begin(picked.claims[0].story, owner)
    draft = table.change(draft.id, _with(picked))
    held = sum(item.claim is not None for item in draft.items)
    if is_fragment(request):
        return page(request, "report_chosen.html", draft=draft, count=held)
    return RedirectResponse(_came_from(request) or f"/report/{draft.id}", 303)


@router.post("/report/{draft}/head")
def head(request: Request, draft: str, form: OwnForm) -> Response:
    """Sets title and byline."""
    title, by = word(form, "title"), word(form, "by")
    Table(holdings_of(request)).change(draft, lambda told: editing.titled(told, title, by))
    return _kept(request, draft, "")


@router.post("/report/{draft}/claims")
def add_claims(request: Request, draft: str, form: OwnForm) -> Response:
    """Puts the claims that were ticked into the report, behind a piece or at its end."""
    table = Table(holdings_of(request))
    ticked: dict[str, list[str]] = {}
    for value in form.getlist("claim"):
        story, _, claim = str(value).partition(":")
        ticked.setdefault(story, []).append(claim)
    if not ticked:
        raise Refusal(400, "no claim was ticked. Go back and tick some.")
    after = word(form, "after", 64) or None
    told = table.draft(draft)
    for story, names in ticked.items():
        known = {item.id for item in told.items}
        told = table.change(draft, _with(table.pick(story, names), after))
        new = [item.id for item in told.items if item.id not in known]
        after = new[-1] if new else after
    return _back(draft, at=after or "", did="chosen")


@router.post("/report/{draft}/words")
def add_words(request: Request, draft: str, form: OwnForm) -> Response:
    """Puts an empty piece of words at the end, or at the beginning."""
    after = "" if word(form, "where") == "first" else None
    told = Table(holdings_of(request)).change(draft, lambda old: editing.with_words(old, "", after))
    return _back(draft, at=told.items[0 if after == "" else -1].id, did="write")


@router.post("/report/{draft}/pieces/{piece}")
def change(request: Request, draft: str, piece: str, form: OwnForm) -> Response:
    """Does to a piece what the button says; words that stand in the form are kept besides."""
    table, action = Table(holdings_of(request)), word(form, "action", 20)
    words = form.get("words")
    if isinstance(words, str):
        _keep_words(table, draft, piece, editing.bounded(words), word(form, "was", 64))
    at = piece
    if action in _STEPS:
        _try(table, draft, lambda old: editing.moved(old, piece, _STEPS[action]))
    elif action == "remove":
        _try(table, draft, lambda old: editing.without(old, piece))
        at = ""
    elif action == "below":
        told = _try(table, draft, lambda old: editing.with_words(old, "", piece))
        at, action = told.items[editing.place_of(told, piece) + 1].id, "write"
    elif action == "claims":
        return RedirectResponse(f"/report/{draft}/claims?{urlencode({'after': piece})}", 303)
    elif action == "renew":
        _renew(table, draft, piece)
    return _kept(request, draft, piece, at=at, did=action)


@router.post("/report/{draft}/undo")
def undo(request: Request, draft: str, form: OwnForm) -> Response:
    """Puts the piece that was taken out last back."""
    del form  # its secret was checked
    Table(holdings_of(request)).change(draft, editing.put_back)
    return _back(draft, did="undo")


@router.post("/report/{draft}/away")
def away(request: Request, draft: str, form: OwnForm) -> Response:
    """Puts a report away, or back among the others."""
    gone = word(form, "away") == "yes"
    Table(holdings_of(request)).change(draft, lambda old: editing.put_away(old, gone=gone))
    return RedirectResponse("/report", 303)


def _with(picked: Picked, after: str | None = None) -> Callable[[Draft], Draft]:
    return lambda old: editing.with_claims(old, picked.claims, picked.articles, after)


def _keep_words(table: Table, draft: str, piece: str, words: str, was: str) -> None:
    """Keeps the words of a piece; where another window changed it meanwhile, both are kept."""

    def keep(old: Draft) -> Draft:
        here = {item.id: item for item in old.items}.get(piece)
        if here is not None and (not was or mark_of(here.words) in (was, mark_of(words))):
            return editing.reworded(old, piece, words)
        return editing.with_words(old, words, piece if here is not None else None)

    _try(table, draft, keep)


def _try(table: Table, draft: str, change: Callable[[Draft], Draft]) -> Draft:
    try:
        return table.change(draft, change)
    except BadInput as error:
        raise Refusal(409, str(error)) from error


def _renew(table: Table, draft: str, piece: str) -> None:
    """Tells a chosen claim as it is told today."""
    told = table.draft(draft)
    item = told.items[editing.place_of(told, piece)]
    picked = table.renewed(item) if item.claim else None
    if picked is None:
        raise Refusal(409, "no claim of the archive holds these sentences any more. It stays as it was.")  # fmt: skip
    claim = picked.claims[0]
    _try(table, draft, lambda old: editing.renewed(old, piece, claim, picked.articles))


def _kept(request: Request, draft: str, piece: str, at: str = "", did: str = "") -> Response:
    """For a script a word that it is kept, with the mark of what is there now; else the page again."""
    if not is_fragment(request):
        return _back(draft, at=at, did=did)
    told = Table(holdings_of(request)).draft(draft)
    here = {item.id: item for item in told.items}.get(piece)
    return page(request, "report_kept.html", mark=mark_of(here.words) if here else "", kept=count(len(told.items), "piece"))  # fmt: skip


def _back(draft: str, at: str = "", did: str = "") -> Response:
    query = urlencode({name: value for name, value in (("at", at), ("did", did)) if value})
    # No fragment: browsers set the focus by `autofocus` only where there is none.
    return RedirectResponse(f"/report/{draft}{f'?{query}' if query else ''}", 303)


def _came_from(request: Request) -> str:
    """The page of ours that the form stood on, without the host; "" where it is not told."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return ""
    own = parts.netloc == request.headers.get("host", "") and parts.path.startswith("/")
    path = f"/{parts.path.lstrip('/')}"
    return f"{path}{f'?{parts.query}' if parts.query else ''}" if own else ""
