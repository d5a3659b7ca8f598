"""Descent from page to brief: witnesses of an agency, paragraphs of one's own, versions of one address."""

from __future__ import annotations

from crosswire.pipeline import brief_pages
from crosswire.records.base import Issue
from crosswire.records.brief import Brief, ClaimTold
from crosswire.records.page import Block, Label, Page
from crosswire.text.agencies import named_agencies
from test_lineage import article, run, settle

WIRE = (
    "The ferry Sigrun lost its rudder off Norrby at dawn on Monday and drifted for six hours before two "
    "tugs reached it, the harbour office said.",
    "Eleven passengers were taken off by the island lifeboat; none was hurt. The crew stayed aboard to "
    "work the pumps.",
    "The Sigrun was built in 1987 and had passed its last inspection in March. Its owner, Halla Lines, "
    "said it would send a second ship by the weekend.",
    "Fog has closed the strait three times this month, and pilots had asked for a later timetable.",
)
LATER = (
    WIRE[0].replace("two tugs", "three tugs"),
    WIRE[1].replace("Eleven", "Fourteen").replace("lifeboat", "rescue boat"),
    WIRE[2].replace("Halla Lines", "Strand Lines"),
    "A diver found the rudder on the sea bed late on Monday.",
)
OWN = "On the pier of Norrby a queue of forty people waited for buns on Monday noon."
MARKET = (
    "The market of Norrby opens on Sunday with forty stalls and two bands, the town hall said.",
    "Stalls cost nothing this year; last year each paid twelve crowns.",
)
HERE = "https://post.example/news/sigrun"


def page(outlet: str, paragraphs: tuple[str, ...], hour: int = 8, address: str = "") -> Page:
    """An HTML page of an outlet."""
    head = (
        f"<title>Ferry drifts off Norrby</title><meta property='og:site_name' content='{outlet}'>"
        f"<meta property='article:published_time' content='2031-05-05T{hour:02}:00:00Z'>"
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<html><head>{head}</head><body><article><h1>Ferry drifts off Norrby</h1>{body}</article>"
    )
    return Page.make(f"{outlet} {hour}", html.encode(), "text/html", address=address or None)


def origins(brief: Brief, words: str) -> list[str]:
    """Who stands behind the claim with these words."""
    claim: ClaimTold = next(c for s in brief.stories for c in s.claims if words in c.text)
    return [origin.name for origin in claim.origins]


def test_a_credited_paper_answers_for_what_it_adds() -> None:
    """A paragraph that the wire lacks is the paper's own; the rest stays the agency's."""
    wire = page("Reuters", WIRE, 6, "https://www.reuters.com/world/sigrun")
    paper = page("Norrby Post", (f"NORRBY (Reuters) - {WIRE[0]}", *WIRE[1:3], OWN))
    brief = brief_pages([wire, paper], workers=1)
    assert origins(brief, "queue of forty people") == ["Norrby Post"]
    assert origins(brief, "stayed aboard") == ["Reuters"]


def test_one_address_is_one_article_in_two_versions() -> None:
    """A new body at an old address is told as its later version, by kind of change."""
    pile = [page("Norrby Post", WIRE, 6, HERE), page("Norrby Post", LATER, 12, f"{HERE}/?utm_a=b")]
    (line,) = brief_pages(pile, workers=1).stories[0].lineages
    (kin,) = line.kinships
    assert (kin.relation, kin.direction) == ("revision", "address")
    kinds = [change.kind for change in line.changes]
    assert kinds == ["number", "number", "wording", "name", "withdrawn", "added"]


def test_a_wholly_new_text_at_an_old_address_is_a_version_too() -> None:
    """Nothing was kept: every paragraph is told as withdrawn or as added."""
    old = article("a", "\n\n".join(WIRE), "2031-05-05", address=HERE)
    new = article("b", "\n\n".join(MARKET), "2031-05-06", address=HERE)
    (kin,), (line,) = settle(old, new)
    assert (kin.left, kin.relation, kin.passages) == ("a", "revision", ())
    assert [change.kind for change in line.changes] == ["withdrawn"] * 4 + ["added"] * 2


def test_the_front_page_is_no_article_s_address() -> None:
    """Sites that give their front page as the address of every article make no versions."""
    old = article("a", "\n\n".join(WIRE), "2031-05-05", address="https://post.example/")
    new = article("b", "\n\n".join(MARKET), "2031-05-06", address="https://post.example/")
    assert settle(old, new) == ([], [])


def test_an_early_version_lives_on_in_a_copy() -> None:
    """A print of the first text stands before the second version, though it appeared after it."""
    first = article("v1", "\n\n".join(WIRE), "2031-05-05T06:00:00Z", address=HERE)
    second = article("v2", "\n\n".join(LATER), "2031-05-05T12:00:00Z", address=HERE)
    late = article("c1", "\n\n".join(WIRE), "2031-05-06T08:00:00Z", outlet="Lund Herald")
    other = article("c2", "\n\n".join(LATER), "2031-05-06T09:00:00Z", outlet="Selma Daily")
    _, (line,) = settle(first, second, late, other)
    assert line.articles == ("v1", "c1", "v2", "c2")


def marked(*blocks: tuple[Label, str]) -> dict[str, tuple[str, ...]]:
    """The witnesses of an article with these blocks."""
    told = tuple(Block(label=label, text=text) for label, text in blocks)
    return named_agencies(article("a", WIRE[0], blocks=told))


def test_dateline_byline_and_credit_are_witnesses() -> None:
    """Each names an agency on its own; thanks for help name none."""
    found = marked(
        ("dateline", "NORRBY, May 5 (Tidewire) - "),
        ("byline", "By Agence France-Presse"),
        ("credit", "(Reporting by Ola Strand; Editing by Ada Lund) - Reuters"),
    )
    assert found == {
        "dateline": ("Tidewire",),
        "byline": ("Agence France-Presse",),
        "credit": ("Reuters",),
    }
    assert marked(("credit", "With files from Reuters")) == {}
    assert marked(("credit", "Source: Tidewire")) == {"credit": ("Tidewire",)}


def test_one_article_with_two_agencies_is_doubted() -> None:
    """A dateline and a signature that name different agencies are an issue; two names of one are none."""
    dateline = Block(label="dateline", text="NORRBY (AP) - ")
    credit = Block(label="credit", text="© Reuters")
    told = article("a", WIRE[0], agency="AP", blocks=(dateline, credit))
    (issue,) = [one for one in run(told) if isinstance(one, Issue)]
    assert (issue.kind, issue.severity, issue.article) == ("agencies disagree", "doubt", "a")
    assert "AP" in issue.message
    assert "Reuters" in issue.message
    same = (dateline, Block(label="credit", text="© Associated Press"))
    told = article("a", WIRE[0], agency="AP", blocks=same)
    assert not [one for one in run(told) if isinstance(one, Issue)]
