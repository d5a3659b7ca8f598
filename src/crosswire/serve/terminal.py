"""The brief on a terminal: one story after the other, in the order a reader asks.

What happened, in how many words of whose; what is reported; where reports differ; what was
expected; when; who says so; what changed; what is in doubt. Colour only repeats what words and
signs already say, and words from pages can neither colour nor steer the terminal.
"""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from crosswire.errors import InputError
from crosswire.records.brief import Brief, StoryTold
from crosswire.serve.terminal_claims import disagreeing, expected, reported
from crosswire.serve.terminal_news import news
from crosswire.serve.terminal_origins import changed, issues, timeline, who_says_so
from crosswire.serve.terminal_pen import Pen
from crosswire.serve.terminal_reasons import one_story
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import loose_issues
from crosswire.serve.view_news import news_title
from crosswire.serve.view_words import count, some


def render_terminal(
    brief: Brief, console: Console, *, story: int | None = None, explain: bool = False
) -> None:
    """Print the brief; `story` counts from 1 and picks one; `explain` adds the reasons.

    Raises InputError when there is no such story.
    """
    if console.is_terminal:
        _print(brief, console, story, explain=explain)
        return
    # A file or a pipe gets no blanks at the ends of lines: they hide in mail and in comparisons.
    with console.capture() as held:
        _print(brief, console, story, explain=explain)
    console.file.write("".join(f"{row.rstrip()}\n" for row in held.get().split("\n")[:-1]))


def _print(brief: Brief, console: Console, story: int | None, *, explain: bool) -> None:
    pen = Pen.of(console)
    chosen = _chosen(brief, story)
    if not chosen:
        console.print(pen.text("No story was found in this pile.", "bold"))
    alone = story is None and len(chosen) > 1
    full = [told for told in chosen if not alone or told is chosen[0] or len(told.articles) > 1]
    for place, told in enumerate(full):
        if place:
            console.print(Rule(style="dim", characters=pen.sign("rule")))
        _print_story(StoryView.of(told), console, pen, explain=explain, since=brief.since)
    short = [told for told in chosen if told not in full]
    if short:
        _print_short(brief, short, console, pen)
    if story is None:
        pen.section("Issues of the pile", issues(loose_issues(brief), pen))


def _chosen(brief: Brief, story: int | None) -> list[StoryTold]:
    if story is None:
        return list(brief.stories)
    if not 1 <= story <= len(brief.stories):
        have = count(len(brief.stories), "story", "stories")
        raise InputError(f"no story {story}: the brief has {have}. Give a number from 1.")
    return [brief.stories[story - 1]]


def _print_story(
    view: StoryView, console: Console, pen: Pen, *, explain: bool, since: str | None
) -> None:
    """One story with all its sections; empty sections are left out."""
    console.print(pen.text(view.headline, "bold"))
    console.print(pen.text(view.counted, "cyan"))
    places = some(view.story.places, 3)
    if places:
        console.print(pen.text(places, "dim"))
    if since is not None:
        pen.section(news_title(since), news(view, pen))
    if explain:
        pen.section("Why these articles are one story", one_story(view, pen))
    pen.section("Reported", reported(view, pen, explain=explain))
    pen.section("Reports differ", disagreeing(view, pen, explain=explain))
    pen.section("Expected", expected(view, pen, explain=explain))
    pen.section("Timeline", timeline(view, pen))
    pen.section("Who says so", who_says_so(view, pen))
    pen.section("What changed between versions", changed(view, pen))
    pen.section("Issues", issues(view.story.issues, pen))
    console.print()


def _print_short(brief: Brief, stories: list[StoryTold], console: Console, pen: Pen) -> None:
    """Stories of one article: a line each, with the way to see more."""
    lines: list[Text] = []
    for told in stories[: pen.most]:
        view = StoryView.of(told)
        number = brief.stories.index(told) + 1
        outlet = view.outlet(told.articles[0].id) if told.articles else "no article"
        mark = "  new" if told.news else ""
        lines.append(
            pen.join(
                (f"{number:>3}  ", "dim"),
                (view.headline, ""),
                (f"  {outlet}", "dim"),
                (mark, "bold"),
            )
        )
    more = len(stories) - pen.most
    if more > 0:
        lines.append(pen.text(f"{pen.sign('more')} and {more} more", "dim"))
    pen.section("Also in the pile, from one article each", Group(*lines))
    console.print(
        Padding(pen.text("--story N shows one of them in full", "dim italic"), (0, 0, 0, 2))
    )
