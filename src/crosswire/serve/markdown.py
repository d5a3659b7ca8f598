"""The brief as Markdown: for notes, issues and mail, each line with footnotes to its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crosswire.records.base import Issue
from crosswire.records.brief import Brief, ClaimTold, DisagreementTold
from crosswire.serve.view import SUPPORT_MARK, StoryView, local_hour, notes, sentences
from crosswire.serve.view_groups import (
    Expected,
    about,
    contested,
    difference,
    differing,
    expectations,
    joined,
    leading,
    loose_issues,
    side_value,
)
from crosswire.serve.view_news import news_title, shown_news
from crosswire.serve.view_words import count, line, tell_day, tell_time, web_address

# Everything that means something to Markdown or to the HTML inside it.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&$^])")
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")


def escape(text: str | None, limit: int = 600) -> str:
    """Words of a page on one line, with nothing in them that Markdown would take for its own."""
    told = _SPECIAL.sub(r"\\\1", line(text, limit))
    # An address must not become a link by itself, nor a leading dash a list.
    told = told.replace("://", ":\u200b//").replace("www.", "www\u200b.").replace("@", "\\@")
    return _LEADING.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", told)


@dataclass
class _Notes:
    """Footnotes of one story, numbered in the order in which they are asked for."""

    view: StoryView
    prefix: str
    given: dict[str, str] = field(default_factory=dict)

    def marks(self, ids: Iterable[str]) -> str:
        """The marks for statements: `[^1-3]`; a new statement gets the next number."""
        told = []
        for said in self.view.said(ids):
            mark = self.given.setdefault(said.id, f"{self.prefix}{len(self.given) + 1}")
            told.append(f"[^{mark}]")
        return "".join(told)

    def lines(self) -> Iterator[str]:
        """The footnotes: chain of sources, the sentence, what must be known of it."""
        for name, mark in self.given.items():
            said = self.view.statements[name]
            chain = " ← ".join(escape(who, 80) for who in self.view.chain(said))
            tag = escape(self.view.tag(said.article))
            more = ", ".join(notes(said))
            yield f"[^{mark}]: {tag} {chain}: {_quoted(said.text)}{f' ({more})' if more else ''}"


def _quoted(text: str) -> str:
    """The sentence in quotes, unless it brings its own."""
    told = escape(text)
    return told if any(mark in told for mark in '“”„«"') else f"“{told}”"


def render_markdown(brief: Brief) -> str:
    """The whole brief; one heading for each story, footnotes at the end of each."""
    parts: list[str] = []
    for place, told in enumerate(brief.stories, 1):
        prefix = f"{place}-" if len(brief.stories) > 1 else ""
        parts += _story(StoryView.of(told), prefix, brief.since)
    if not brief.stories:
        parts += ["No story was found in this pile.", ""]
    parts += _section("Issues of the pile", map(_issue, loose_issues(brief)), level=1)
    return "\n".join(parts).rstrip("\n") + "\n"


def _story(view: StoryView, prefix: str, since: str | None) -> list[str]:
    feet = _Notes(view, prefix)
    story = view.story
    parts = [f"# {escape(view.headline)}", "", escape(view.counted), ""]
    firm, bare = leading(view)
    letters = contested(view)
    if since is not None:
        parts += _section(news_title(since), _news(view, feet) or ["Nothing."])
    told = [_claim(claim, feet, letters.get(claim.id, [])) for claim in firm]
    only = [_claim(claim, feet, letters.get(claim.id, [])) for claim in bare]
    parts += _section("Reported", told)
    parts += _section("Reported in headlines and captions only", only)
    parts += _section("Reports differ", (_differ(*entry, feet) for entry in differing(view)))
    parts += _section("Expected", (_expect(entry, feet) for entry in expectations(view)))
    parts += _section("Timeline", _timeline(view, feet))
    parts += _section("Who says so", _voices(view))
    parts += _section("What changed between versions", _changes(view))
    parts += _section("Articles", _articles(view))
    parts += _section("Issues", map(_issue, story.issues))
    return [*parts, *feet.lines(), ""]


def _section(title: str, lines: Iterable[str], *, level: int = 2) -> list[str]:
    told = list(lines)
    return [f"{'#' * level} {title}", "", *told, ""] if told else []


def _news(view: StoryView, feet: _Notes) -> list[str]:
    return [
        f"- **{entry.word}** {escape(entry.text)}{feet.marks((entry.entry.statement,))}"
        + (f"  \n  {escape(entry.detail)}" if entry.detail else "")
        for entry in shown_news(view)
    ]


def _claim(claim: ClaimTold, feet: _Notes, letters: list[str]) -> str:
    mark = SUPPORT_MARK[claim.support]
    told = [
        f"{count(len(claim.origins), 'origin')}, {count(len(claim.articles), 'article')}",
        f"**{mark}**" if mark else "",
        f"**reports differ** ({', '.join(letters)})" if letters else "",
        ", ".join(escape(origin.name, 80) or "unnamed" for origin in claim.origins),
    ]
    under = " · ".join(part for part in told if part)
    return f"- {escape(claim.text) or '(no wording)'}{feet.marks(claim.statements)}  \n  {under}"


def _differ(letter: str, entry: DisagreementTold, feet: _Notes) -> str:
    between = f" {joined(entry).replace('|', '/')} "
    sides = between.join(
        f"**{escape(side_value(entry, side))}**{feet.marks(side.statements)}"
        for side in entry.sides
    )
    kind = f"{entry.nature}, {difference(entry)}"
    reason = escape(sentences(entry.reason))
    return f"- {letter}: {escape(about(entry))}: {sides} ({kind}) {reason}".rstrip()


def _expect(entry: Expected, feet: _Notes) -> str:
    box = "x" if entry.status == "fulfilled" else " "
    due = f"due {tell_time(entry.due)}" if entry.due else "no day told"
    who = escape(feet.view.who(entry.statements))
    by = f", expected by {who}" if who else ""
    text = f"{escape(entry.text) or '(no wording)'}{feet.marks(entry.statements)}"
    return f"- [{box}] {text} ({entry.outcome}{feet.marks(entry.by)}, {escape(due)}{by})"


def _timeline(view: StoryView, feet: _Notes) -> Iterator[str]:
    for entry in view.happenings():
        when = ", ".join(
            part for part in (tell_day(entry.value, weekday=True), local_hour(entry)) if part
        )
        background = " (background)" if entry.background else ""
        yield f"- **{escape(when)}** {escape(entry.text)}{feet.marks((entry.statement,))}{background}"


def _voices(view: StoryView) -> Iterator[str]:
    for voice in view.voices():
        marks = ", ".join(escape(part) for part in (voice.kind, *voice.marks) if part)
        through = f", through {escape(view.tags(voice.articles))}" if voice.articles else ""
        kind = f" ({marks})" if marks else ""
        yield f"- {escape(voice.name)}{kind}: {count(voice.claims, 'claim')}{through}"


def _changes(view: StoryView) -> Iterator[str]:
    for lineage in view.story.lineages:
        for kin in lineage.kinships:
            arrow = "=" if kin.direction == "unknown" else "→"
            pair = escape(f"{view.tag(kin.left)} {arrow} {view.tag(kin.right)}")
            yield f"- {pair}: {kin.relation}, {round(100 * kin.share)}% of the shorter text shared"
            for change in lineage.changes:
                if {change.left, change.right} == {kin.left, kin.right}:
                    before, after = escape(change.before), escape(change.after)
                    told = " → ".join(
                        part for part in (f"~~{before}~~" if before else "", after) if part
                    )
                    yield f"  - {change.kind}: {told}"


def _articles(view: StoryView) -> Iterator[str]:
    for article in view.articles.values():
        kin = view.kin(article.id)
        told = [
            f"{escape(view.outlet(article.id))}, {escape(tell_time(article.published)) or 'no date'}",
            escape(article.headline),
            escape(kin),
            _address(article.address),
        ]
        yield f"- {escape(view.tag(article.id))} {'. '.join(part for part in told if part)}"


def _address(address: str | None) -> str:
    told = web_address(address)
    # In <…> nothing but these ends a link early.
    return f"<{told}>" if told and not set(told) & set("<>\\`|") else ""


def _issue(issue: Issue) -> str:
    told = escape(sentences(issue.message, issue.advice))
    return f"- {issue.severity}: **{escape(issue.about, 160)}**: {told}"
