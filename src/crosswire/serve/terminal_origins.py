"""TIMELINE, WHO SAYS SO, WHAT CHANGED and ISSUES on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from crosswire.records.base import Issue
from crosswire.records.brief import ChangeTold, KinshipTold, LineageTold
from crosswire.serve.terminal_pen import Pen
from crosswire.serve.view import StoryView, local_hour, sentences, told_changes
from crosswire.serve.view_words import count, line, tell_day, tell_time

_SEVERITY_STYLE = {"note": "dim", "doubt": "yellow", "skipped": "yellow", "fatal": "bold red"}


def timeline(view: StoryView, pen: Pen) -> RenderableType | None:
    """What happened, in the order of the events, each at its own time and in its own zone."""
    told = view.happenings()
    if not told:
        return None
    # Background is the first to go when there is too much to show.
    ranked = sorted(told, key=lambda entry: entry.background)[: pen.most + 4]
    shown = [entry for entry in told if entry in ranked]
    table = pen.grid(16, None) if pen.wide else pen.grid(None)
    day = ""
    for entry in shown:
        today = tell_day(entry.value, weekday=True)
        text = pen.join(
            (f"{local_hour(entry)}  ", "cyan") if local_hour(entry) else ("", ""),
            (line(entry.text, 300), "dim" if entry.background else ""),
            (f" {view.carriers(entry)}", "dim"),
        )
        heading = pen.text(today if today != day else "", "bold")
        if pen.wide:
            table.add_row(heading, text)
        else:
            if heading.plain:
                table.add_row(heading)
            table.add_row(_hang(pen, "", text))
        day = today
    more = pen.more(len(shown), len(told))
    return table if more is None else Group(table, more)


def who_says_so(view: StoryView, pen: Pen) -> RenderableType | None:
    """The origins with what rests on them, then the articles behind the numbers."""
    voices = view.voices()
    if not voices and not view.articles:
        return None
    table = pen.grid(None)
    shown = voices[: pen.most]
    for voice in shown:
        marks = ", ".join(part for part in (voice.kind, *voice.marks) if part)
        told = pen.join(
            (voice.name, "bold"),
            (f" ({marks})" if marks else "", "dim"),
            (f"  {count(voice.claims, 'claim')}", ""),
            (f" through {view.tags(voice.articles)}" if voice.articles else "", "dim"),
        )
        table.add_row(told)
    parts: list[RenderableType] = [table]
    more = pen.more(len(shown), len(voices), "origins")
    if more is not None:
        parts.append(more)
    if voices and view.articles:
        parts.append(Text(""))
    parts.append(_key(view, pen))
    return Group(*parts)


def _key(view: StoryView, pen: Pen) -> RenderableType:
    """The articles behind the numbers: outlet, time, where the text comes from, headline."""
    table = pen.grid(4, None)
    most = pen.most * 3
    for article in list(view.articles.values())[:most]:
        when = tell_time(article.published) or "no date"
        kin = view.kin(article.id)
        told = pen.join(
            (view.outlet(article.id), "bold"),
            (f"  {when}", "dim"),
            (f"  {kin}", "yellow") if kin else ("", ""),
            (f"  {line(article.headline, 120)}" if article.headline else "", ""),
        )
        table.add_row(pen.text(view.tag(article.id), "dim"), told)
    more = pen.more(min(most, len(view.articles)), len(view.articles), "articles")
    return table if more is None else Group(table, more)


def changed(view: StoryView, pen: Pen) -> RenderableType | None:
    """Each pair of versions with what changed between them, by kind."""
    blocks: list[RenderableType] = []
    for lineage in view.story.lineages:
        if told_changes(lineage):
            blocks.extend(_lineage(view, lineage, pen))
    return Group(*blocks) if blocks else None


def _lineage(view: StoryView, lineage: LineageTold, pen: Pen) -> list[RenderableType]:
    blocks: list[RenderableType] = []
    for kinship in lineage.kinships[: pen.most]:
        blocks.append(_kinship(view, kinship, pen))
        between = [
            change
            for change in lineage.changes
            if {change.left, change.right} == {kinship.left, kinship.right}
        ]
        blocks.extend(_change(change, pen) for change in between if change.kind != "wording")
        loose = sum(change.kind == "wording" for change in between)
        if loose:
            told = f"wording only: {count(loose, 'place')} (--format html)"
            blocks.append(_hang(pen, "", pen.text(told, "dim")))
    more = pen.more(min(pen.most, len(lineage.kinships)), len(lineage.kinships), "pairs")
    return blocks if more is None else [*blocks, more]


def _kinship(view: StoryView, kinship: KinshipTold, pen: Pen) -> Text:
    known = kinship.direction != "unknown"
    arrow = pen.sign("→") if known else "="
    how = f"by {kinship.direction}" if known else "which came first is unknown"
    pair = (view.tag(kinship.left), view.tag(kinship.right))
    return pen.join(
        (f"{pair[0]} {arrow} {pair[1]} ", "bold"),
        (f" {kinship.relation}", "cyan"),
        (f" · {round(100 * kinship.share)}% of the shorter text shared · {how}", "dim"),
    )


def _change(change: ChangeTold, pen: Pen) -> RenderableType:
    before, after = line(change.before, 240), line(change.after, 240)
    arrow = f" {pen.sign('→')} " if before and after else ""
    told = pen.join(
        (f"{change.kind}  ", "dim"),
        (before, "" if after else "strike"),
        (arrow, "dim"),
        (after, "bold"),
    )
    return _hang(pen, "+" if not before else "-" if not after else "", told)


def _hang(pen: Pen, sign: str, body: RenderableType) -> RenderableType:
    table = pen.grid(2, None)
    table.add_row(pen.text(sign, "dim"), body)
    return table


def issues(told: Sequence[Issue], pen: Pen) -> RenderableType | None:
    """What was skipped or doubted, the worst first, with what to do."""
    if not told:
        return None
    rank = {"fatal": 0, "skipped": 1, "doubt": 2, "note": 3}
    ordered = sorted(told, key=lambda issue: rank[issue.severity])
    table = pen.grid(2, None)
    for issue in ordered[: pen.most]:
        text = pen.join(
            (issue.severity, _SEVERITY_STYLE[issue.severity]),
            (f" · {line(issue.about, 120)}", "bold"),
            (f": {sentences(line(issue.message, 300))}", ""),
            (f" {sentences(line(issue.advice, 200))}" if issue.advice else "", "dim italic"),
        )
        table.add_row(Text(pen.sign(issue.severity), style=_SEVERITY_STYLE[issue.severity]), text)
    more = pen.more(min(pen.most, len(told)), len(told))
    return table if more is None else Group(table, more)
