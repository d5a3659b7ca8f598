"""REPORTED, REPORTS DIFFER and EXPECTED on a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from crosswire.records.brief import ClaimTold, DisagreementTold, OriginTold
from crosswire.serve.terminal_pen import Pen
from crosswire.serve.terminal_reasons import claim_reasons
from crosswire.serve.view import SUPPORT_MARK, StoryView
from crosswire.serve.view_groups import (
    Expected,
    about,
    contested,
    difference,
    differing,
    expectations,
    joined,
    leading,
    on_one_line,
    side_value,
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
    """Claims by weight, with origins, articles and who; what rests on one origin is marked.

    What only headlines and captions tell comes last.
    """
    firm, bare = leading(view)
    if not firm and not bare:
        return None
    table = pen.grid(None, 7, 8) if pen.wide else pen.grid(None)
    if pen.wide:
        table.add_row(Text(""), _right(pen, "origins", "dim"), _right(pen, "articles", "dim"))
    letters = contested(view)
    shown = (*firm, *bare)[: pen.most]
    for place, claim in enumerate(shown):
        if place == len(firm):
            table.add_row(pen.text("In headlines and captions only", "dim italic"))
        told = Group(*_claim_lines(view, claim, pen, letters.get(claim.id, []), explain=explain))
        if pen.wide:
            origins = _right(pen, str(len(claim.origins)), _SUPPORT_STYLE[claim.support])
            table.add_row(told, origins, _right(pen, str(len(claim.articles)), ""))
        else:
            table.add_row(told)
    return _with_more(table, pen.more(len(shown), len(firm) + len(bare)))


def _claim_lines(
    view: StoryView, claim: ClaimTold, pen: Pen, letters: list[str], *, explain: bool
) -> list[RenderableType]:
    lines: list[RenderableType] = [pen.text(line(claim.text, 400) or "(no wording)")]
    under = _dotted(
        (_counted(claim) if not pen.wide else "", "dim"),
        (SUPPORT_MARK[claim.support], _SUPPORT_STYLE[claim.support]),
        (f"reports differ: {' '.join(letters)}" if letters else "", "red"),
        (_origins(claim), "dim"),
    )
    if under:
        lines.append(_indented(pen, pen.join(*under)))
    if explain:
        lines.append(_indented(pen, claim_reasons(view, claim, pen)))
    return lines


def _dotted(*parts: tuple[str, str]) -> list[tuple[str, str]]:
    """The parts with a dot between each two; empty ones are left out."""
    told: list[tuple[str, str]] = []
    for value, style in parts:
        if value:
            told += [(" · ", "dim"), (value, style)] if told else [(value, style)]
    return told


def _origins(claim: ClaimTold) -> str:
    left = len(claim.origins) - 4
    told = [_origin(origin) for origin in claim.origins[:4]]
    return " · ".join([*told, f"and {left} more"] if left > 0 else told)


def _counted(claim: ClaimTold) -> str:
    return f"{count(len(claim.origins), 'origin')}, {count(len(claim.articles), 'article')}"


def _origin(origin: OriginTold) -> str:
    marks = f" ({', '.join(origin.marks)})" if origin.marks else ""
    return f"{line(origin.name, 60) or 'unnamed'}{marks}"


def disagreeing(view: StoryView, pen: Pen, *, explain: bool) -> RenderableType | None:
    """Each disagreement under its letter, with its sides and who stands on them."""
    told = differing(view)
    if not told:
        return None
    shown = told[: pen.most]
    table = pen.grid(2, None)
    for letter, entry in shown:
        table.add_row(pen.text(letter, "bold"), _difference(view, entry, pen, explain=explain))
    return _with_more(table, pen.more(len(shown), len(told)))


def _difference(
    view: StoryView, entry: DisagreementTold, pen: Pen, *, explain: bool
) -> RenderableType:
    short = on_one_line(entry)
    head = pen.join((about(entry), ""), (": " if short else "", ""))
    for place, side in enumerate(entry.sides if short else ()):
        if place:
            head.append(f" {pen.sign(joined(entry))} ", style="dim")
        head.append_text(pen.text(side_value(entry, side), "bold"))
    head.append_text(pen.join(("  ", ""), (entry.nature, _NATURE_STYLE[entry.nature])))
    if difference(entry) not in line(entry.about):
        head.append_text(pen.join((f" · {difference(entry)}", "dim")))
    rows: list[RenderableType] = [head]
    for side in entry.sides:
        who = view.who(side.statements) or "nobody known"
        told = pen.join(
            (side_value(entry, side), "" if short else "bold"),
            (f" {pen.sign('from')} {who}", "dim"),
        )
        rows.append(_indented(pen, told))
    if entry.reason and (explain or entry.nature == "update"):
        rows.append(_indented(pen, pen.text(entry.reason, "dim italic")))
    return Group(*rows)


def expected(view: StoryView, pen: Pen, *, explain: bool) -> RenderableType | None:
    """Each expectation with its outcome, when it is due and who expects it."""
    told = expectations(view)
    if not told:
        return None
    shown = told[: pen.most]
    table = pen.grid(2, None)
    for entry in shown:
        sign = Text(pen.sign(entry.status), style=_STATUS_STYLE[entry.status])
        table.add_row(sign, _expectation(view, entry, pen, explain=explain))
    return _with_more(table, pen.more(len(shown), len(told)))


def _expectation(view: StoryView, entry: Expected, pen: Pen, *, explain: bool) -> RenderableType:
    due = f"due {tell_time(entry.due)}" if entry.due else "no day told"
    outcome = view.tags(said.article for said in view.said(entry.by))
    who = view.who(entry.statements)
    under = pen.join(
        (entry.outcome, _STATUS_STYLE[entry.status]),
        (f" {outcome}" if outcome else "", "dim"),
        (f" · {due}", "dim"),
        (f" · expected by {who}" if who else "", "dim"),
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
