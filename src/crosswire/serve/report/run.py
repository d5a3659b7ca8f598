"""What `crosswire report` does: claims of a story, or a draft of the web desk, as a report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crosswire.config import Limits
from crosswire.errors import BadInput
from crosswire.records.brief import ClaimTold
from crosswire.serve.output import check_target, write_file, write_standard_output
from crosswire.serve.report.choosing import chosen, cited, claim_named, in_order
from crosswire.serve.report.editing import titled, with_claims
from crosswire.serve.report.formats import SHAPES, Shape, shape_for, shape_of
from crosswire.serve.report.made import report_of
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import contested
from crosswire.serve.view_words import count
from crosswire.store.archive import Archive, open_archive
from crosswire.store.reports import Draft, Drafts, new_id, page_marks
from crosswire.upkeep import brief_of_story

Say = Callable[[str], None]

_BINARY = frozenset({"docx", "pdf"})


@dataclass(frozen=True)
class Asked:
    """The options of `crosswire report`."""

    archive: Path
    story: str | None = None
    claims: str | None = None
    draft: str | None = None
    title: str | None = None
    shape: str | None = None
    output: Path | None = None


def run_report(asked: Asked, say: Say) -> int:
    """Writes the report, or without a story and draft lists the drafts; the exit status."""
    shape = _shape(asked)
    if asked.story and asked.draft:
        raise BadInput("a story and --draft were both given. Give one of them.")
    if asked.output:
        check_target(asked.output)
    with open_archive(asked.archive, create=False, wait=Limits().archive_seconds) as shelf:
        if asked.story is None and asked.draft is None:
            return _list(shelf, say)
        draft = _of_story(shelf, asked) if asked.story else _kept(shelf, asked)
    _hand_over(shape.write(report_of(draft)), shape, asked)
    return 0


def _shape(asked: Asked) -> Shape:
    if asked.shape:
        return shape_of(asked.shape)
    found = shape_for(asked.output.suffix) if asked.output else None
    if asked.output and found is None:
        raise BadInput(
            f"--output {asked.output} does not tell the form. Give --format: {', '.join(SHAPES)}."
        )
    return found or shape_of("markdown")


def _list(shelf: Archive, say: Say) -> int:
    drafts = [draft for draft in Drafts(shelf).all() if not draft.gone]
    lines = [
        f"{draft.id}  {draft.changed[:16].replace('T', ' ')}  {count(len(draft.items), 'piece')}  {draft.title}\n"
        for draft in drafts
    ]
    write_standard_output("".join(lines).encode("utf-8", "replace"))
    if not drafts:
        say("there is no draft. Name a story to report on, or begin one in crosswire serve.")
    return 0


def _kept(shelf: Archive, asked: Asked) -> Draft:
    assert asked.draft is not None  # looked at before
    if asked.claims:
        raise BadInput("a draft has its claims already. Leave --claims out.")
    draft = Drafts(shelf).get(asked.draft)
    if draft is None:
        raise BadInput(f"there is no draft {asked.draft}. Without --draft all are listed.")
    return titled(draft, asked.title, draft.by) if asked.title else draft


def _of_story(shelf: Archive, asked: Asked) -> Draft:
    assert asked.story is not None  # looked at before
    (told, *_) = brief_of_story(shelf, asked.story).stories
    view = StoryView.of(told)
    claims = _claims(view, asked.claims)
    articles = dict.fromkeys(name for claim in claims for name in claim.articles)
    places = cited(view, articles, page_marks(shelf, articles))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    draft = Draft(id=new_id(), title=asked.title or view.headline, made=now, changed=now)
    return with_claims(draft, [chosen(view, 0, claim) for claim in claims], places)


def _claims(view: StoryView, names: str | None) -> Sequence[ClaimTold]:
    if names:
        found = [claim_named(view, name.strip()) for name in names.split(",") if name.strip()]
        return list({claim.id: claim for claim in found}.values())
    differ = contested(view)
    firm = [c for c in in_order(view) if c.support == "independent" or c.id in differ]
    return firm or in_order(view)[:10]


def _hand_over(data: bytes, shape: Shape, asked: Asked) -> None:
    if asked.output:
        write_file(data, asked.output)
    elif shape.name in _BINARY and sys.stdout.isatty():
        raise BadInput(f"{shape.says} is not for reading on a terminal. Give --output FILE.")
    else:
        write_standard_output(data)
