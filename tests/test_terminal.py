"""The brief on a terminal: it fits, loses nothing, marks what is weak, and cannot be steered."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from crosswire.errors import InputError
from crosswire.records.brief import Brief, StoryTold
from crosswire.serve.terminal import render_terminal
from crosswire.serve.view_groups import side_value
from sample_brief import empty_story, sample_brief, sample_story

SECTIONS = [
    "REPORTED", "REPORTS DIFFER", "EXPECTED", "TIMELINE", "WHO SAYS SO",
    "WHAT CHANGED BETWEEN VERSIONS", "ISSUES",
]  # fmt: skip


def drawn(
    brief: Brief,
    width: int = 100,
    *,
    colour: bool = False,
    encoding: str = "utf-8",
    story: int | None = None,
    explain: bool = False,
) -> str:
    """What a console of this width shows."""
    held = io.BytesIO()
    file = io.TextIOWrapper(held, encoding, errors="strict", newline="", write_through=True)
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )
    render_terminal(brief, console, story=story, explain=explain)
    return held.getvalue().decode(encoding)


def told_by(story: StoryTold) -> Brief:
    """A brief of one story."""
    return msgspec.structs.replace(sample_brief(), stories=(story,), issues=())


def with_headline(headline: str) -> Brief:
    """The sample under another headline."""
    return told_by(msgspec.structs.replace(sample_story(), headline=headline))


def cells(text: str) -> int:
    """How many cells of a terminal a line takes, wide and combining letters told apart."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.combining(letter) > 0 for letter in text)


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("explain", [False, True])
def test_no_line_is_longer_than_the_terminal(width: int, explain: bool) -> None:
    """Whatever the width, no line runs out of it."""
    text = drawn(sample_brief(), width, explain=explain)
    assert max(map(cells, text.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80, 160])
def test_nothing_is_lost(width: int) -> None:
    """Every word of every claim, side, expectation, event, origin and issue is shown."""
    story = sample_story()
    text = "".join(drawn(sample_brief(), width).split())
    told = [claim.text for claim in story.claims]
    told += [origin.name for claim in story.claims for origin in claim.origins]
    told += [side_value(entry, side) for entry in story.disagreements for side in entry.sides]
    told += [entry.text for entry in (*story.expectations, *story.timeline)]
    told += [word for change in story.lineages[0].changes[:2] for word in (change.after or "",)]
    told += [issue.message for issue in (*story.issues, *sample_brief().issues)]
    missing = [word for words in told for word in words.split() if word not in text]
    assert not missing


def test_sections_come_in_the_order_a_reader_asks() -> None:
    """What is reported comes first, what is in doubt last."""
    lines = drawn(sample_brief()).splitlines()
    assert [line for line in lines if line in SECTIONS] == SECTIONS


def test_single_origins_are_marked() -> None:
    """A claim with one origin says so in words; one with two does not."""
    lines = drawn(sample_brief(), 160).splitlines()
    at = next(place for place, line in enumerate(lines) if "leaving 17 people" in line)
    assert lines[at + 1].strip().startswith("single origin · ")
    assert "Arda Lifts (interested)" in lines[at + 1]
    firm = next(place for place, line in enumerate(lines) if "The last of 19 passengers" in line)
    assert "single origin" not in lines[firm] + lines[firm + 1]


def test_what_only_headlines_tell_comes_last() -> None:
    """A claim that stands in headlines alone is shown under its own words, after all others."""
    lines = [line.strip() for line in drawn(sample_brief(), 160).splitlines()]
    at = lines.index("In headlines and captions only")
    assert lines[at + 1].startswith("School party among those stuck")
    assert lines[at + 4] == "REPORTS DIFFER"


def test_contested_claims_point_to_where_reports_differ() -> None:
    """A claim names the letters of the disagreements that hold it; they come in that order."""
    lines = drawn(sample_brief(), 160).splitlines()
    at = next(place for place, line in enumerate(lines) if "leaving 17 people" in line)
    assert "reports differ: A C" in lines[at + 1]
    heads = [line for line in lines if re.match(r"  [A-D]  ", line)]
    assert [head.split()[0] for head in heads] == ["A", "B", "C", "D"]
    assert heads[0].strip() == "A  people aboard: 17 | 19  conflict · number"
    assert heads[1].strip() == "B  whether it is so  conflict · yes or no"


def test_sides_are_tidy() -> None:
    """No mark is left over where something was cut out of a side's sentence."""
    text = drawn(sample_brief(), 160)
    assert "A brake fault had been reported in January ← lift workers’ union [5]" in text
    assert "There was no such report ← Jon Brede [5]" in text


def test_an_expectation_is_told_once() -> None:
    """Copies of one expectation are one line with all who expect it."""
    text = drawn(sample_brief(), 160)
    assert text.count("The line reopens on Saturday") == 1
    assert "postponed [6] · due 10 Mar 2029 · expected by Arda Lifts [1] [2]" in text


def test_colour_only_repeats_what_words_say() -> None:
    """With its colours taken away, the coloured brief is the plain one."""
    coloured = drawn(sample_brief(), colour=True)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    plain = drawn(sample_brief())
    assert "\x1b[" in coloured and "\x1b" not in plain
    assert [row.rstrip() for row in bare.splitlines()] == [
        row.rstrip() for row in plain.splitlines()
    ]


def test_lines_end_without_blanks_in_a_pipe() -> None:
    """What goes into a file carries no blanks at the ends of its lines."""
    assert all(line == line.rstrip() for line in drawn(sample_brief()).splitlines())


@pytest.mark.parametrize(
    "hostile",
    [
        "[bold red]Storm[/] hits [link=https://bad.example]coast[/link]",
        "\x1b]0;owned\x07Storm\x1b[2J\x1b[31m hits",
        "Storm\x9b31m \u202ehits\u2066 \ud800 coast\x00\x07\r",
        "[/bold]",
        "\x1b]8;;https://bad.example\x1b\\Storm\x1b]8;;\x1b\\",
    ],
)
@pytest.mark.parametrize("colour", [False, True])
def test_words_of_pages_neither_colour_nor_steer(hostile: str, colour: bool) -> None:
    """Markup stays words; escapes, controls and direction marks are gone."""
    text = drawn(with_headline(hostile), colour=colour)
    head = text.splitlines()[0]
    bare = re.sub(r"\x1b\[[0-9;]*m", "", head)
    assert not [letter for letter in bare if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}]
    if hostile.startswith("["):
        assert hostile in bare
    assert "owned" not in bare and "31m" not in bare


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_words_can_be_shown(words: str) -> None:
    """No headline breaks the brief or its width."""
    text = drawn(with_headline(words), 40)
    assert "REPORTED" in text


def test_a_megabyte_without_a_space_is_cut() -> None:
    """A headline that never ends is shortened."""
    assert len(drawn(with_headline("x" * 1_000_000))) < 30_000


@pytest.mark.parametrize("width", [20, 40, 100])
def test_a_story_in_which_all_is_missing_is_shown(width: int) -> None:
    """Empty lists and nulls leave sections out, and say what is not known."""
    text = drawn(told_by(empty_story()), width)
    assert "A story without a" in text
    assert not [line for line in text.splitlines() if line in SECTIONS]


def test_an_empty_brief_says_so() -> None:
    """A brief without stories still tells its issues."""
    text = drawn(msgspec.structs.replace(sample_brief(), stories=()))
    assert "No story was found" in text and "The file is empty." in text


def test_ids_that_lead_nowhere_are_passed_over() -> None:
    """A brief whose statements were cut away is still shown."""
    story = msgspec.structs.replace(
        sample_story(), statements=(), articles=(), judgements=(), lineages=()
    )
    text = drawn(told_by(story), explain=True)
    assert "leaving 17 people" in text


def test_reasons_are_shown_when_asked_for() -> None:
    """`explain` adds why one story, why one claim, why this count, and only then."""
    plain, told = (drawn(sample_brief(), 160, explain=asked) for asked in (False, True))
    reasons = [
        "WHY THESE ARTICLES ARE ONE STORY",
        "names shared 0.8 (Velmoor, Arda Lifts); hours apart 6.2",
        "Two versions of one agency text and a copy of it; all name the operator.",
        "[1] [2] same 0.93  words shared 0.96",
        "The company denies what the union says.",
        "The last passenger was down at 16:10.",
    ]
    assert not [reason for reason in reasons if reason in plain]
    assert not [reason for reason in reasons if reason not in told]


def test_one_story_is_chosen_by_its_number() -> None:
    """`story` counts from 1; another number is refused in one line."""
    other = msgspec.structs.replace(sample_story(), id="s2", headline="Bells stolen in Ostwick")
    brief = msgspec.structs.replace(sample_brief(), stories=(sample_story(), other))
    assert "Bells stolen" in drawn(brief) and "Bells stolen" not in drawn(brief, story=1)
    assert "We swung" not in drawn(brief, story=2).splitlines()[0]
    for wrong in (0, 3, -1):
        with pytest.raises(InputError, match="the brief has 2 stories"):
            drawn(brief, story=wrong)


def test_stories_of_one_article_are_told_in_a_line() -> None:
    """Beside a story of many, those of one article stand at the end with their numbers."""
    short = msgspec.structs.replace(
        empty_story(), headline="Bells stolen in Ostwick", articles=sample_story().articles[:1]
    )
    brief = msgspec.structs.replace(sample_brief(), stories=(sample_story(), short))
    text = drawn(brief, 120)
    assert "  2 Bells stolen in Ostwick  Northline" in text
    assert "--story N shows one of them in full" in text


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_small_character_sets_hold_the_brief(encoding: str) -> None:
    """A console that cannot write an arrow gets one made of letters, and no error."""
    text = drawn(sample_brief(), 80, encoding=encoding)
    assert "14 -> 17" in text and "→" not in text


def test_a_pipe_is_a_hundred_wide_and_has_no_colour(tmp_path: Path) -> None:
    """Without COLUMNS a pipe gets lines of at most 100 cells and no colour, whatever asks for it."""
    told = tmp_path / "page.txt"
    told.write_text(
        "Bells stolen in Ostwick\n\n4 March 2024\n\n"
        "Three bells of the chapel in Ostwick were stolen on Sunday night, the parish council of "
        "the town said on Monday, and nobody in the houses beside it heard a sound of them.\n",
        "utf-8",
    )
    clean = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    done = subprocess.run(
        [sys.executable, "-m", "crosswire", "brief", str(told)],
        env={**clean, "TERM": "xterm-256color"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=60,
    )
    lines = done.stdout.decode().splitlines()
    assert 90 < max(map(cells, lines)) <= 100
    assert b"\x1b" not in done.stdout
