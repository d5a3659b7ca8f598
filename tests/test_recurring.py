"""Lines that recur on pages of one outlet are furniture; texts printed twice are not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.recurring import recurring
from crosswire.records.base import Issue
from crosswire.records.page import Draft, Page, Sheet
from crosswire.records.shape import Room, of_type
from crosswire.stages.clean import CleanOptions, drop_furniture, outlet_key, run

LINE = "The Herald is printed on paper from our own forests."
ROOM = Room(CleanOptions())


def body(number: int) -> list[str]:
    """Paragraphs of a report of its own."""
    return [
        f"Report {number} tells of a ferry that ran aground off port number {number} on Sunday, the coast guard said.",
        f"Captain number {number} told the paper that nobody was hurt, and that ship {number} would float at high water.",
    ]


def test_a_short_line_at_the_end_of_many_reports_recurs() -> None:
    """Four different reports that end with the same line have it as furniture."""
    bodies = [[*body(number), LINE] for number in range(4)]
    assert recurring(bodies, 4, 0.3) == [{2}] * 4


def test_few_pages_tell_nothing() -> None:
    """Three pages are too few to say what recurs."""
    assert recurring([[*body(number), LINE] for number in range(3)], 4, 0.3) == [set()] * 3


def test_a_text_printed_many_times_is_one_text() -> None:
    """A wire that one outlet printed five times keeps all its lines."""
    wire = [*body(1), "Nobody was hurt.", LINE]
    assert recurring([wire] * 5 + [body(9)], 4, 0.3) == [set()] * 6


def test_a_line_in_the_middle_is_part_of_the_text() -> None:
    """A phrase that stands here and there among paragraphs is a habit of the writers."""
    bodies = [[*body(n), *body(n + 50), *[LINE] * (n % 2), *body(n + 90), *body(n + 70), *body(n + 200)] for n in range(8)]  # fmt: skip
    assert all(not found for found in recurring(bodies, 4, 0.3))


def sheets(count: int, domain: str = "herald.example") -> list[Sheet]:
    found = []
    for number in range(count):
        text = "".join(f"<p>{one}</p>" for one in [*body(number), LINE])
        markup = f"<html><body><article><h1>Ferry {number}</h1>{text}</article></body></html>"
        page = Page.make(f"{number}.html", markup.encode(), "text/html", address=f"https://{domain}/{number}")  # fmt: skip
        found += of_type(list(run(page.id, [page], ROOM)), Sheet)
    return found


def test_drafts_of_one_outlet_lose_the_line_and_say_so() -> None:
    """The line stays as a block, the body ends before it, and every span still fits."""
    told = sheets(5)
    assert {key for sheet in told for key in outlet_key(sheet)} == {"herald.example"}
    out = list(drop_furniture("herald.example", told, ROOM))
    drafts = of_type(out, Draft)
    assert [draft.article.body for draft in drafts] == ["\n\n".join(body(n)) for n in range(5)]
    assert {issue.kind for issue in of_type(out, Issue)} == {"recurring"}
    for draft in drafts:
        labels = {block.text: block.label for block in draft.article.blocks}
        assert labels[LINE] == "furniture"
        spans = [block.span for block in draft.article.blocks if block.span]
        assert all(span.fits(draft.article.text) for span in spans)


def test_small_piles_pass_unchanged() -> None:
    """Each sheet becomes its draft, whatever it shares with two others."""
    told = sheets(3)
    out = list(drop_furniture("herald.example", told, ROOM))
    assert [record.article for record in of_type(out, Draft)] == [sheet.article for sheet in told]
    assert len(out) == 3


def test_a_page_of_nothing_else_is_skipped() -> None:
    """Where only what recurs is told, there is no article, and an issue says why."""
    told = sheets(5)
    markup = f"<html><body><article><h1>Ferry</h1><p>{LINE}</p></article></body></html>"
    page = Page.make("wall.html", markup.encode(), "text/html", address="https://herald.example/9")
    told += of_type(list(run(page.id, [page], ROOM)), Sheet)
    out = list(drop_furniture("herald.example", told, ROOM))
    assert len(of_type(out, Draft)) == 5
    assert [i.about for i in of_type(out, Issue) if i.severity == "skipped"] == ["wall.html"]


@given(st.lists(st.lists(st.text(max_size=30), max_size=6), max_size=8))
@settings(max_examples=100, deadline=None)
def test_places_lie_within_their_bodies(bodies: list[list[str]]) -> None:
    """Whatever the lines are, only places that exist are named."""
    found = recurring(bodies, 4, 0.3)
    assert len(found) == len(bodies)
    assert all(
        0 <= n < len(lines) for lines, places in zip(bodies, found, strict=True) for n in places
    )
