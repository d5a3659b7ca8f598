"""The demo pile: what its brief must hold by construction, and the whole of it as recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import crosswire
from crosswire.records.brief import Brief, ClaimTold, StoryTold
from crosswire.serve.render import render

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "harbour.json"


@pytest.fixture(scope="module")
def harbour() -> Brief:
    """The brief of the demo pile."""
    return crosswire.brief(ROOT / "examples" / "harbour", workers=1)


@pytest.fixture(scope="module")
def crane(harbour: Brief) -> StoryTold:
    """The story of the crane."""
    return harbour.stories[0]


def pages(story: StoryTold) -> dict[str, str]:
    """Article id → the number its file begins with."""
    return {article.id: Path(article.source).name[0] for article in story.articles}


def claim_with(story: StoryTold, page: str, words: str) -> ClaimTold:
    """The claim that holds a statement of a page with these words."""
    on = pages(story)
    wanted = {s.id for s in story.statements if on[s.article] == page and words in s.text}
    assert wanted, f"page {page} says nothing with {words!r}"
    return next(claim for claim in story.claims if wanted & set(claim.statements))


def test_two_events_of_one_day_are_two_stories(harbour: Brief) -> None:
    """The crane and the bees do not meet."""
    told = [sorted(pages(story).values()) for story in harbour.stories]
    assert told == [list("1234567"), list("89")]


def test_two_versions_of_one_address_are_one_lineage(crane: StoryTold) -> None:
    """The Herald's afternoon page revises its morning page, and a number changed."""
    on = pages(crane)
    herald = next(line for line in crane.lineages if "1" in {on[a] for a in line.articles})
    assert [on[a] for a in herald.articles] == ["1", "2"]
    assert "number" in {change.kind for change in herald.changes}


def test_one_wire_in_three_papers_is_one_origin(crane: StoryTold) -> None:
    """Credited, uncredited and trimmed copies of the agency's text count once."""
    claim = claim_with(crane, "4", "one of its legs gave way")
    assert {pages(crane)[a] for a in claim.articles} == {"3", "4", "5"}
    assert [origin.name for origin in claim.origins] == ["Meridian Press"]


def test_the_local_paragraph_of_a_trimmed_wire_has_its_own_origin(crane: StoryTold) -> None:
    """What a paper added to the wire is not the wire's."""
    claim = claim_with(crane, "5", "two night shifts")
    assert [origin.name for origin in claim.origins] == ["Edda Lorentz"]


def test_a_quotation_in_two_translations_is_one_claim_of_one_origin(crane: StoryTold) -> None:
    """The harbour master said it once, in whatever words it was carried over."""
    claim = claim_with(crane, "7", "the steel screamed")
    assert {pages(crane)[a] for a in claim.articles} == {"1", "2", "7"}
    assert claim.support == "single origin"


def test_local_time_and_utc_are_one_moment(crane: StoryTold) -> None:
    """5:40 at the harbour and 03:40 GMT do not contradict each other."""
    assert not [told for told in crane.disagreements if told.kind == "time"]


def test_the_toll_grows(crane: StoryTold) -> None:
    """Two, three, four: an update, told in the order in which it was reported."""
    (toll,) = [told for told in crane.disagreements if told.about == "dead"]
    assert toll.nature == "update"
    assert [side.value.split()[0] for side in toll.sides] == ["Two", "Three", "Four"]


def test_a_denial_stands_against_its_assertion(crane: StoryTold) -> None:
    """The union says unsafe, the maker says not; the count is of those who say so."""
    assert [told.nature for told in crane.disagreements if told.kind == "polarity"] == ["conflict"]
    claim = claim_with(crane, "1", "declared unsafe")
    assert [origin.name for origin in claim.origins] == ["dockers' union"]


def test_one_expectation_comes_true_and_one_does_not(crane: StoryTold) -> None:
    """The harbour reopened at noon; the minister called off her visit; the report is still due."""
    told = {e.text.split(",")[0]: e.status for e in crane.expectations}
    assert told["The harbour will reopen to ferries at noon on Wednesday"] == "fulfilled"
    assert (
        told["Transport Minister Ilse Varnholt will visit the quay on Wednesday morning"]
        == "cancelled"
    )
    assert told["She will hand in her report by 30 April."] == "open"


def test_the_date_of_a_widget_is_no_date_of_publication(crane: StoryTold) -> None:
    """A page saved in November was still published in April."""
    assert all((article.published or "").startswith("2025-04-0") for article in crane.articles)


def told(brief: Brief) -> list[dict[str, Any]]:
    """What a reader would check, in few lines a story: the golden form of a brief."""
    return [
        {
            "headline": story.headline,
            "counts": [story.counts.articles, story.counts.texts, story.counts.origins],
            "claims": [
                f"{len(c.origins)} of {len(c.articles)} {c.support}: {c.text} <- "
                + "; ".join(origin.name for origin in c.origins)
                for c in story.claims
            ],
            "disagreements": [
                f"{d.kind} {d.nature}: " + " | ".join(side.value for side in d.sides)
                for d in story.disagreements
            ],
            "expectations": [f"{e.status} {e.due}: {e.text}" for e in story.expectations],
            "timeline": [
                f"{h.value}{' background' * h.background}: {h.text}" for h in story.timeline
            ],
            "entities": [f"{e.type}: {' / '.join(e.variants)}" for e in story.entities],
        }
        for story in brief.stories
    ]


def test_the_brief_is_as_recorded(harbour: Brief, record: bool) -> None:
    """The whole brief of the demo pile; `make golden` records it anew, and the difference is read."""
    if record:
        GOLDEN.write_text(json.dumps(told(harbour), indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert told(harbour) == json.loads(GOLDEN.read_text("utf-8"))


DEMO = ("<!-- written by: make golden -->", "<!-- end of demo -->")


def shown(brief: Brief) -> str:
    """The brief as a terminal of 100 columns shows its first story, up to the timeline."""
    page = render(brief, "terminal").decode("utf-8")
    kept = page.split("\nTIMELINE")[0].rstrip()
    return "```text\n$ crosswire brief examples/harbour\n" + kept + "\n…\n```"


def test_the_readme_shows_what_the_command_prints(
    harbour: Brief, record: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture of the demo in the README is the demo's."""
    monkeypatch.setenv("COLUMNS", "100")
    path = ROOT / "README.md"
    before, _, rest = path.read_text("utf-8").partition(DEMO[0])
    inside, _, after = rest.partition(DEMO[1])
    if record:
        inside = f"\n{shown(harbour)}\n"
        path.write_text(f"{before}{DEMO[0]}{inside}{DEMO[1]}{after}", "utf-8")
    assert inside.strip() == shown(harbour)
