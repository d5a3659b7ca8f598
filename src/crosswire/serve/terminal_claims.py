"""REPORTED, REPORTS DIFFER and EXPECTED on a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from crosswire.records.brief import ClaimTold, DisagreementTold, ExpectationTold, OriginTold
from crosswire.serve.terminal_pen import Pen
from crosswire.serve.terminal_reasons import claim_reasons
from crosswire.serve.view import (
    STATUS_WORD,
    SUPPORT_MARK,
    StoryView,
    difference,
    joined,
)
from crosswire.serve.view_words import count, line, tell_time

_SUPPORT_STYLE = {
    "independent": "green",
    "single origin": "yellow",
    "one outlet's word": "yellow",
    "circular": "magenta",
    "cannot tell": "dim",
}
_NATURE_STYLE = {"conflict": "bold red", "update": "cyan", "variant": "dim"}
_STATUS_STYLE = {
    "open": "yellow",
    "fulfilled": "green",
    "postponed": "cyan",
    "moved": "cyan",
    "cancelled": "red",
    "failed": "red",
}


def reported(view: StoryView, pen: Pen, *, explain: bool) -> RenderableType | None:
    """Claims by weight, with origins, articles and who; what rests on one origin is marked."""
    claims = view.ranked()
    if not claims:
        return None
    shown = claims[: pen.most]
    table = pen.grid(None, 7, 8) if pen.wide else pen.grid(None)
    if pen.wide:
        table.add_row(Text(""), _right(pen, "origins", "dim"), _right(pen, "articles", "dim"))
    for claim in shown:
        style = _SUPPORT_STYLE[claim.support]
        told = Group(*_claim_lines(view, claim, pen, explain=explain))
        if pen.wide:
            origins = _right(pen, str(len(claim.origins)), style)
            table.add_row(told, origins, _right(pen, str(len(claim.articles)), ""))
        else:
            table.add_row(told)
    return _with_more(table, pen.more(len(shown), len(claims)))


def _claim_lines(
    view: StoryView, claim: ClaimTold, pen: Pen, *, explain: bool
) -> list[RenderableType]:
    lines: list[RenderableType] = [pen.text(line(claim.text, 400) or "(no wording)")]
    style = _SUPPORT_STYLE[claim.support]
    mark = SUPPORT_MARK[claim.support]
    counted = "" if pen.wide else _counted(claim)
    origins = " · ".join(_origin(origin) for origin in claim.origins[:4])
    left = len(claim.origins) - 4
    under = pen.join(
        (f"{counted} · " if counted and (mark or origins) else counted, "dim"),
        (mark, style),
        (" · " if mark and origins else "", "dim"),
        (origins, "dim"),
        (f" · and {left} more" if left > 0 else "", "dim"),
    )
    if under:
        lines.append(_indented(pen, under))
    if explain:
        lines.append(_indented(pen, claim_reasons(view, claim, pen)))
    return lines


def _counted(claim: ClaimTold) -> str:
    return f"{count(len(claim.origins), 'origin')}, {count(len(claim.articles), 'article')}"


def _origin(origin: OriginTold) -> str:
    marks = f" ({', '.join(origin.marks)})" if origin.marks else ""
    return f"{line(origin.name, 60) or 'unnamed'}{marks}"


def differing(view: StoryView, pen: Pen, *, explain: bool) -> RenderableType | None:
    """Each disagreement with its sides and who stands on them."""
    told = view.story.disagreements
    if not told:
        return None
    rank = {"conflict": 0, "update": 1, "variant": 2}
    ordered = sorted(told, key=lambda entry: rank[entry.nature])
    shown = ordered[: pen.most]
    table = pen.grid(None)
    for entry in shown:
        table.add_row(_difference(view, entry, pen, explain=explain))
    return _with_more(table, pen.more(len(shown), len(told)))


def _difference(
    view: StoryView, entry: DisagreementTold, pen: Pen, *, explain: bool
) -> RenderableType:
    between = f" {pen.sign(joined(entry))} "
    head = Text(overflow="fold")
    head.append_text(pen.join((f"{line(entry.about, 120) or difference(entry)}: ", "")))
    for place, side in enumerate(entry.sides):
        if place:
            head.append(between, style="dim")
        head.append_text(pen.text(line(side.value, 80), "bold"))
    head.append_text(pen.join(("  ", ""), (entry.nature, _NATURE_STYLE[entry.nature])))
    if difference(entry) not in line(entry.about):
        head.append_text(pen.join((f" · {difference(entry)}", "dim")))
    rows: list[RenderableType] = [head]
    for side in entry.sides:
        who = view.who(side.statements) or "nobody known"
        rows.append(
            _indented(
                pen,
                pen.join((line(side.value, 60), ""), (f" {pen.sign('from')} {who}", "dim")),
            )
        )
    if entry.reason and (explain or entry.nature == "update"):
        rows.append(_indented(pen, pen.text(entry.reason, "dim italic")))
    return Group(*rows)


def expected(view: StoryView, pen: Pen, *, explain: bool) -> RenderableType | None:
    """Each expectation with its outcome, when it is due and who expects it."""
    told = view.story.expectations
    if not told:
        return None
    shown = told[: pen.most]
    table = pen.grid(2, None)
    for entry in shown:
        sign = Text(pen.sign(entry.status), style=_STATUS_STYLE[entry.status])
        table.add_row(sign, _expectation(view, entry, pen, explain=explain))
    return _with_more(table, pen.more(len(shown), len(told)))


def _expectation(
    view: StoryView, entry: ExpectationTold, pen: Pen, *, explain: bool
) -> RenderableType:
    due = f"due {tell_time(entry.due)}" if entry.due else "no day told"
    status = "overdue" if entry.overdue and entry.status == "open" else STATUS_WORD[entry.status]
    outcome = view.tags(said.article for said in view.said(entry.by))
    under = pen.join(
        (status, _STATUS_STYLE[entry.status]),
        (f" {outcome}" if outcome else "", "dim"),
        (f" · {due}", "dim"),
        (f" · expected by {view.expecting(entry)}" if view.expecting(entry) else "", "dim"),
    )
    rows: list[RenderableType] = [pen.text(line(entry.text, 400) or "(no wording)"), under]
    if explain and entry.reason:
        rows.append(pen.text(entry.reason, "dim italic"))
    return Group(*rows)


def _right(pen: Pen, value: str, style: str) -> Text:
    told = pen.text(value, style)
    told.justify = "right"
    return told


def _indented(pen: Pen, body: RenderableType) -> RenderableType:
    table = pen.grid(2, None)
    table.add_row("", body)
    return table


def _with_more(body: RenderableType, more: Text | None) -> RenderableType:
    return body if more is None else Group(body, more)
