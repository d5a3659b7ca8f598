"""The brief as Markdown: footnotes that resolve, and words of pages that stay words."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.brief import Brief, StoryTold
from crosswire.serve.markdown import escape, render_markdown
from sample_brief import empty_story, sample_brief, sample_story

DEFINED = re.compile(r"^\[\^([\w-]+)\]: ", re.MULTILINE)
USED = re.compile(r"\[\^([\w-]+)\](?!: )")


def told_by(*stories: StoryTold) -> Brief:
    """A brief of these stories without issues of the pile."""
    return msgspec.structs.replace(sample_brief(), stories=stories, issues=())


def part(text: str, title: str) -> str:
    """The section under a heading."""
    return text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0].split("\n[^", 1)[0]


def test_every_footnote_resolves() -> None:
    """Each mark has one footnote, and each footnote is asked for; also where stories are several."""
    other = msgspec.structs.replace(sample_story(), id="s2")
    for brief in (sample_brief(), told_by(sample_story(), other)):
        text = render_markdown(brief)
        defined = DEFINED.findall(text)
        assert len(defined) == len(set(defined)) > 15
        assert set(USED.findall(text)) == set(defined)


def test_footnotes_tell_chain_sentence_and_what_must_be_known() -> None:
    """A footnote leads from the line of the brief to the sentence and who said it."""
    text = render_markdown(sample_brief())
    assert (
        "\\[5\\] Velmoor Courier ← Jon Brede: “There was no such report,” Arda Lifts spokesman "
        "Jon Brede said. (denied, a quote)\n" in text
    )
    assert "\\[5\\] Velmoor Courier ← ski club: “The Friday race has been called off" in text


def test_sections_come_in_order() -> None:
    """Headline, then the sections as on the terminal, articles and issues last."""
    heads = re.findall(r"^(#+) (.*)$", render_markdown(sample_brief()), re.MULTILINE)
    assert heads[0] == ("#", "“We swung for eight hours”: all safe after Arda rescue")
    assert [title for _, title in heads[1:]] == [
        "Reported", "Reported in headlines and captions only", "Reports differ", "Expected",
        "Timeline", "Who says so", "What changed between versions", "Articles", "Issues",
        "Issues of the pile",
    ]  # fmt: skip


def test_single_origins_and_contested_claims_are_marked() -> None:
    """A claim says when it has one origin, and where reports differ on it."""
    told = part(render_markdown(sample_brief()), "Reported")
    claims = told.split("\n- ")
    halt = next(claim for claim in claims if "The cabin came to a halt" in claim)
    assert "1 origin, 3 articles · **single origin**" in halt
    assert "**reports differ** (A, C)" in told
    firm = next(claim for claim in claims if "The last of 19" in claim)
    assert "single origin" not in firm and "2 origins, 2 articles" in firm
    assert "- A: people aboard: **17**" in render_markdown(sample_brief())


def test_an_expectation_is_told_once() -> None:
    """Copies of one expectation are one line that carries the footnotes of all."""
    told = part(render_markdown(sample_brief()), "Expected").strip().splitlines()
    assert len(told) == 4
    line = next(line for line in told if "reopens on Saturday" in line)
    assert "expected by Arda Lifts \\[1\\] \\[2\\]" in line
    assert line.startswith("- [ ] ") and len(USED.findall(line)) == 3


def test_issues_are_sentences() -> None:
    """Message and advice are parted by a full stop."""
    issue = msgspec.structs.replace(sample_brief().issues[0], message="The file is empty")
    text = render_markdown(msgspec.structs.replace(sample_brief(), issues=(issue,)))
    assert "**pages/a7.html**: The file is empty. Fetch it again." in text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "![x](https://bad.example/p.png)",
        "# Heading | table `code` *bold* _low_ ~~gone~~ $x$ ^sup^",
        "https://bad.example www.bad.example mail@bad.example",
        "&lt;b&gt; <!-- gone",
        "1. one\n- two\n> three\n    code",
        "[^1]: a footnote of my own",
    ],
)
def test_words_of_pages_stay_words(hostile: str) -> None:
    """No link, image, tag, table or footnote comes from a page."""
    told = escape(hostile)
    assert "\n" not in told
    assert not re.search(r"(?<!\\)[<>`*_\[\]#|~$^!&]", told)
    assert "://" not in told and "www." not in told


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_headline_is_one_heading(words: str) -> None:
    """Whatever a page calls itself, the brief keeps its lines and its footnotes."""
    text = render_markdown(told_by(msgspec.structs.replace(sample_story(), headline=words)))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert set(USED.findall(text)) >= set(DEFINED.findall(text))


@pytest.mark.parametrize("address", ["https://a.example/x>y", "javascript:alert(1)", "ftp://a/b"])
def test_only_plain_addresses_are_linked(address: str) -> None:
    """An address that could end its link early, or run, is left out."""
    articles = tuple(
        msgspec.structs.replace(article, address=address) for article in sample_story().articles
    )
    text = render_markdown(told_by(msgspec.structs.replace(sample_story(), articles=articles)))
    assert address not in text
    assert "<https://a1.example/arda>" in render_markdown(sample_brief())


def test_what_is_missing_breaks_nothing() -> None:
    """Empty stories and empty briefs say so."""
    assert "A story without a headline" in render_markdown(told_by(empty_story()))
    assert render_markdown(told_by()) == "No story was found in this pile.\n"
    cut = msgspec.structs.replace(sample_story(), statements=(), articles=())
    assert not USED.findall(render_markdown(told_by(cut)))
