"""The press: the same seed gives the same pages, the truth points into them, and the scorer is just."""

from __future__ import annotations

import html
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from benchmarks.press.__main__ import page, table
from benchmarks.press.answer import Answer, of_brief, perfect
from benchmarks.press.feeds import FORMS, write
from benchmarks.press.press import MAKERS, Printed, bundles
from benchmarks.press.score import LINKS, score
from benchmarks.press.truth import Bundle, Trap, of_line, to_line
from benchmarks.press.vocabulary import words
from benchmarks.press.world import SITES
from crosswire.pipeline import brief_pages
from crosswire.sources import gather
from crosswire.sources.feeds import from_xml

ARTICLES = 150


@pytest.fixture(scope="module")
def printed() -> list[Printed]:
    """Some bundles of each kind."""
    return list(bundles(ARTICLES, 7))


@pytest.fixture
def truth(printed: list[Printed]) -> list[Bundle]:
    """The truth of the same."""
    return [each.truth for each in printed]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same files; another seed writes others."""
    names = ("one", "same", "other")
    for name, seed in zip(names, (3, 3, 4), strict=True):
        assert write(30, seed, tmp_path / name) >= 30
    told = [
        [(path.name, path.read_bytes()) for path in sorted((tmp_path / name).rglob("*.*"))]
        for name in names
    ]
    assert told[0] == told[1] != told[2]


def test_a_longer_run_begins_with_the_shorter(printed: list[Printed]) -> None:
    """Bundles do not depend on how many are asked for, so any number can be streamed."""
    short = list(bundles(40, 7))
    assert printed[: len(short)] == short


def test_lines_stand_where_the_truth_says(printed: list[Printed]) -> None:
    """Offsets point into the page as written; the words there, unescaped, are the line."""
    for each in printed:
        for told, text in zip(each.truth.pages, each.texts, strict=True):
            for line in told.lines:
                assert html.unescape(text[line.start : line.end]) == line.quote
                assert not line.when or line.when in line.quote


def test_every_trap_and_every_site_occurs(truth: list[Bundle]) -> None:
    """Sixteen kinds of trap in turn, ten kinds of site, facts and lines that know one another."""
    assert {bundle.trap for bundle in truth} == set(get_args(Trap))
    assert len(MAKERS) == len(get_args(Trap))
    assert {told.site for bundle in truth for told in bundle.pages} == set(SITES)
    for bundle in truth:
        told = {line.fact for one in bundle.pages for line in one.lines}
        asked = {fact.id for fact in bundle.facts}
        asked |= {
            side
            for difference in bundle.differences
            for side in (difference.left, difference.right)
        }
        asked |= {outcome.fact for outcome in bundle.outcomes}
        assert asked <= told


def test_the_truth_survives_its_file(truth: list[Bundle]) -> None:
    """A bundle read back from its line is the same."""
    assert [of_line(to_line(bundle)) for bundle in truth] == truth


def test_a_perfect_answer_scores_one(truth: list[Bundle]) -> None:
    """Every link of every trap."""
    scores = score(truth, perfect(truth))
    assert {mark.value for mark in scores.marks} == {1.0}
    assert {mark.link for mark in scores.marks} == set(LINKS)


def test_an_empty_answer_scores_little(truth: list[Bundle]) -> None:
    """Nothing said is right only where there is nothing to say: no kin, no agency."""
    scores = score(truth, Answer())
    for link in LINKS:
        assert (scores.mean(link) or 0.0) < (0.9 if link in ("kin", "agency", "differ") else 0.7), (
            link
        )


@pytest.mark.parametrize(
    "link",
    ["clean", "outlet", "kin", "stories", "voices", "claims", "origins", "differ", "outcomes"],
)
def test_a_broken_link_costs_its_own_score(truth: list[Bundle], link: str) -> None:
    """An answer that is wrong in one thing scores less there."""
    said = perfect(truth)
    break_one(said, link)
    mean = score(truth, said).mean(link)
    assert mean is not None
    assert mean < 1.0


def break_one(said: Answer, link: str) -> None:
    """Makes the answer wrong in one link."""
    for told in said.pages.values():
        if link == "clean":
            told.body += " Accept all cookies"
        if link == "outlet":
            told.outlet = ""
    if link == "kin":
        said.kin.clear()
    if link == "stories":
        said.stories = {name: {"all"} for name in said.stories}
    for line in said.lines.values():
        if link == "voices":
            line.sources = {"nobody"}
        if link == "claims":
            line.claims = {"one for all"}
    if link == "origins":
        said.claims = {name: (count + 1, kind) for name, (count, kind) in said.claims.items()}
    if link == "differ":
        said.differences = [(one, other, "variant") for one, other, _ in said.differences]
    if link == "outcomes":
        said.outcomes = dict.fromkeys(said.outcomes, ("open", ""))


def test_the_pipeline_is_scored(printed: list[Printed]) -> None:
    """A brief of one bundle is read back in the words of the truth, and told as a table."""
    one = printed[0]
    brief = brief_pages(one.pages(), workers=1)
    scores = score([one.truth], of_brief(brief, [one.truth]))
    assert (scores.mean("kin", "print") or 0.0) > 0.5
    assert (scores.mean("voices", "print") or 0.0) > 0.5
    assert "| print |" in table(scores)
    told = page({4: scores}, 7)
    assert "seed 7" in told
    assert "| jsonld |" in told


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_same_pages(tmp_path: Path, form: str) -> None:
    """As files, as JSON lines and as WARC the press is read back body by body; WARC leaves out what has
    no address."""
    write(30, 7, tmp_path, form)
    truth = [of_line(line) for line in (tmp_path / "truth.jsonl").read_bytes().splitlines()]
    places = {"files": "pages", "jsonl": "pages.jsonl", "warc": "pages.warc.gz"}
    found = {page.body for page in gather([str(tmp_path / places[form])])[0]}
    texts = zip(truth, bundles(30, 7), strict=True)
    assert found == {
        text.encode()
        for told, printed in texts
        for page, text in zip(told.pages, printed.texts, strict=True)
        if page.address or form != "warc"
    }


def test_feeds_tell_what_the_truth_tells(tmp_path: Path) -> None:
    """Headline, address and moment of each item are those of the newest page at that address."""
    write(60, 7, tmp_path)
    truth = [of_line(line) for line in (tmp_path / "truth.jsonl").read_bytes().splitlines()]
    pages = [page for bundle in truth for page in bundle.pages if page.address]
    newest = {page.address: page for page in sorted(pages, key=lambda page: page.published)}
    true = {
        (page.address, page.headline, datetime.fromisoformat(page.published))
        for page in newest.values()
    }
    told = set()
    for path in (tmp_path / "feeds").iterdir():
        listing = from_xml(etree.fromstring(path.read_bytes()), "https://press.example/")
        told |= {
            (one.address, one.title, datetime.fromisoformat(one.published or ""))
            for one in listing.entries
        }
    assert told == true


def test_the_vocabulary_is_checked() -> None:
    """Every slot of every sentence is one that the grammar fills."""
    assert len(words()["mishap"]["kinds"]) == 8
