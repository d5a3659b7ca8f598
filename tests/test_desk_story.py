"""A story's page: all its parts, each fetched when opened, readable without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from starlette.testclient import TestClient

from crosswire.serve.desk.shown import zone_of
from desk_pages import page, sample_desk, words
from sample_brief import sample_story


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """The desk over the sample story."""
    with sample_desk(tmp_path) as client:
        yield client


def test_the_story_has_all_its_parts(desk: TestClient) -> None:
    """What is reported, differs, is expected, when, who says so, where, versions, articles, why."""
    story = page(desk, "/stories/1")
    parts = {section.get("id") for section in story.cssselect("section[id]")}
    wanted = {"reported", "differ", "expected", "when", "who", "map", "versions", "articles", "why"}
    assert wanted <= parts
    assert story.cssselect("svg.web") and story.cssselect("svg.when")
    anchors = {link.get("href")[1:] for link in story.cssselect(".jumps a")}
    assert anchors <= parts


def test_nothing_needs_a_script_to_be_read(desk: TestClient) -> None:
    """Whatever is fetched when opened is also a link, and each link leads to a page."""
    story = page(desk, "/stories/1")
    fetched = [node.get("hx-get") for node in story.cssselect("[hx-get]") if "toggle" in (node.get("hx-trigger") or "")]  # fmt: skip
    links = {link.get("href") for link in story.cssselect("a[href]")}
    assert fetched and set(fetched) <= links
    for path in sorted(link for link in links if link.startswith("/")):
        assert page(desk, path).cssselect("main"), path


def test_a_claim_opens_to_its_sentences_side_by_side(desk: TestClient) -> None:
    """Each sentence is marked in its paragraph, with the chain of who says it and why so many origins."""
    told = max(sample_story().claims, key=lambda claim: len(claim.statements))
    opened = page(desk, f"/stories/1/claims/{told.id}", fragment=True)
    assert len(opened.cssselect("figure.card")) == len(told.statements)
    assert all(card.cssselect("blockquote mark") for card in opened.cssselect("figure.card"))
    assert len(opened.cssselect("ol.why > li")) == len(told.origins)
    assert "Choose for the report" in words(opened)


def test_both_sides_of_a_difference_stand_beside_each_other(desk: TestClient) -> None:
    """A column for each side, with its sentences."""
    opened = page(desk, "/stories/1/differ/A", fragment=True)
    assert len(opened.cssselect(".column")) >= 2
    assert opened.cssselect(".column .card")


def test_versions_stand_side_by_side_and_wording_is_folded(desk: TestClient) -> None:
    """Changes by kind are open, those of wording alone are folded; the texts are a page."""
    kin = next(kin for line in sample_story().lineages for kin in line.kinships if kin.passages)
    texts = page(desk, f"/stories/1/versions/{kin.left}/{kin.right}")
    assert texts.cssselect(".texts .shared")
    for fold in page(desk, "/stories/1").cssselect("#versions details"):
        assert fold.get("open") is None


def test_the_timeline_widens_and_changes_its_zone(desk: TestClient) -> None:
    """Zoomed it can be scrolled; in another zone its hours move; what is no zone changes nothing."""
    near = page(desk, "/stories/1/when?zoom=4&zone=UTC%2B01:00", fragment=True)
    assert near.cssselect(".scrolled.z4[tabindex='0']")
    assert "UTC+01:00" in words(near)
    page(desk, "/stories/1/when?zone=Mars")
    assert zone_of("UTC-03:30").total_seconds() == -12_600  # type: ignore[union-attr]
    assert zone_of("+99:00") is None and zone_of("") is None


def test_all_claims_are_a_page_and_the_rest_is_fetched(desk: TestClient) -> None:
    """The page of all claims has each once; the part fetched has none that is shown already."""
    story = sample_story()
    assert len(page(desk, "/stories/1/claims").cssselect("details.claim")) == len(story.claims)
    shown = {one.get("id") for one in page(desk, "/stories/1").cssselect("details.claim")}
    rest = {one.get("id") for one in page(desk, "/stories/1/claims", fragment=True).cssselect("details.claim")}  # fmt: skip
    assert not shown & rest


def test_an_article_stands_as_it_was_found(desk: TestClient) -> None:
    """Headline, text, what it says, and where it comes from."""
    article = page(desk, "/articles/a2")
    assert "Corvath" in words(article.cssselect("article.found")[0])
    assert article.cssselect("aside a[href*='/claims/']")
    furniture = [block for one in sample_story().articles for block in one.blocks if block.label == "furniture"]  # fmt: skip
    if furniture:
        owner = next(one.id for one in sample_story().articles if furniture[0] in one.blocks)
        assert page(desk, f"/articles/{owner}").cssselect("p.furniture .label")


def test_what_is_gone_is_a_page_that_says_so(desk: TestClient) -> None:
    """A story, claim, article or difference that is not there: 404, in words, with a way back."""
    for path in ("/stories/99", "/stories/1/claims/none", "/articles/none", "/stories/1/differ/ZZ",
                 "/stories/1/versions/a1/none", "/nowhere"):  # fmt: skip
        gone = page(desk, path, status=404)
        assert gone.cssselect("a[href='/']") and len(words(gone.cssselect("main")[0])) > 20


def test_the_page_loads_only_its_own_files_and_runs_nothing_of_its_own(desk: TestClient) -> None:
    """A strict policy, no script or style in the page, every file from the desk itself."""
    answer = desk.get("/stories/1", headers={"accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    story = page(desk, "/stories/1")
    assert not story.cssselect("script:not([src]), style, [style], [onclick], iframe")
    files = [node.get("src") or node.get("href") for node in story.cssselect("script, link, image")]
    assert files and all(path.startswith("/static/") for path in files)
    for path in files:
        kept = desk.get(path)
        assert kept.status_code == 200 and "immutable" in kept.headers["cache-control"]
