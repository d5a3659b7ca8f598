"""Which texts come from one another: copies, revisions, excerpts, and what only looks like them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from crosswire.match.direction import moment, time_order
from crosswire.match.evidence import Sketch, evidence
from crosswire.match.versions import changes
from crosswire.records.base import Issue
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article, Told
from crosswire.records.shape import Room, of_type
from crosswire.stages import lineage

WIRE = (
    "NORRBY (Selma) - The ferry Sigrun lost its rudder off Norrby at dawn on Monday and drifted for six "
    "hours before two tugs reached it, the harbour office said.\n\n"
    "Eleven passengers were taken off by the island lifeboat; none was hurt. The crew stayed aboard to "
    "work the pumps.\n\n"
    "The Sigrun was built in 1987 and had passed its last inspection in March. Its owner, Halla Lines, said "
    "it would send a second ship by the weekend.\n\n"
    "Fog has closed the strait three times this month, and pilots had asked for a later timetable."
)
LOCAL = (
    "Baker Ola Strand, who runs the kiosk at the pier, said he gave away forty buns before noon. He "
    "had never sold so little on a Monday, nor seen so many wet shoes."
)
OWN = (
    "A loud crack, then silence: that is how passengers remember the moment their crossing ended. By the time "
    "tugs turned up, children had drawn the whole harbour from memory. Investigators want to see the "
    "broken steering gear, and the company has cancelled tomorrow's departures. Norrby waits."
)
SPEECH = (
    "“We shall not rest until every ship on this coast has been looked at from keel to mast, by people who "
    "are paid to find faults and who are thanked when they find them, and I shall read each of "
    "their reports myself before the summer is out”"
)


def article(name: str, text: str, published: str | None = None, **fields: Any) -> Article:
    """An article whose text is all body."""
    return Article(
        id=name,
        page=name,
        source=name,
        text=text,
        body_end=len(text),
        blocks=fields.pop("blocks", ()),
        published=Told(value=published, how="given") if published else None,
        **fields,
    )


def settle(*articles: Article) -> tuple[list[Kinship], list[Lineage]]:
    """Kinships and lineages of a pile."""
    pile = run(*articles)
    return of_type(pile, Kinship), of_type(pile, Lineage)


def run(*articles: Article) -> list[Any]:
    """The stage over a pile, as an engine runs it."""
    pile: list[Any] = sorted(articles, key=lambda one: one.id)
    for step in lineage.STAGE.steps:
        under: dict[str, list[Any]] = defaultdict(list)
        for record in pile:
            for key in step.key(record):
                under[key].append(record)
        room = Room(lineage.STAGE.options)
        pile += [made for key in sorted(under) for made in step.run(key, under[key], room)]
    return pile


def test_a_reprint_is_a_copy_and_comes_later() -> None:
    """The paper that prints the wire a day later stands right; passages hold in both texts."""
    first = article("w", WIRE, "2031-05-05", outlet="Selma")
    later = article("p", WIRE.replace("NORRBY (Selma) - ", ""), "2031-05-06", outlet="Norrby Post")
    (kin,), (line,) = settle(first, later)
    assert (kin.left, kin.right, kin.relation, kin.direction) == ("w", "p", "copy", "time")
    assert line.articles == ("w", "p")
    assert line.ordered
    assert all(part.left.fits(first.text) and part.right.fits(later.text) for part in kin.passages)


def test_the_agency_outranks_the_clock() -> None:
    """An agency's own page is first, though a paper shows the day before."""
    own = article("z", WIRE, "2031-05-06", outlet="Selma", outlet_kind="agency")
    paper = article("a", WIRE[:400], "2031-05-05", outlet="Norrby Post", agency="Selma")
    (kin,), (line,) = settle(own, paper)
    assert (kin.left, kin.direction, line.agency) == ("z", "credit", "Selma")


def test_a_trimmed_wire_with_a_local_paragraph_is_an_excerpt() -> None:
    """Half the wire and a paragraph of the paper's own: still one lineage."""
    paper = article("p", f"{WIRE[:270]}\n\n{LOCAL[:75]}.", outlet="Norrby Post")
    (kin,), (line,) = settle(article("w", WIRE, outlet="Selma Wire"), paper)
    assert (kin.relation, kin.left, kin.direction) == ("excerpt", "w", "content")
    assert set(line.articles) == {"w", "p"}


def test_one_address_with_a_new_text_is_a_revision() -> None:
    """The changed figure is told by kind, and the modification time gives the order."""
    here = {"address": "https://post.example/sigrun", "outlet": "Norrby Post"}
    old = article("b", WIRE, "2031-05-05T08:00:00Z", **here)
    new = article(
        "a",
        WIRE.replace("Eleven", "Fourteen"),
        "2031-05-05T08:00:00Z",
        modified=Told(value="2031-05-05T12:00:00Z", how="given"),
        **here,
    )
    (kin,), (line,) = settle(old, new)
    assert (kin.left, kin.relation, kin.direction) == ("b", "revision", "address")
    assert [(one.kind, one.before and one.before.quote) for one in line.changes] == [
        ("number", "Eleven")
    ]


def test_an_independent_report_is_no_kin() -> None:
    """The same event in other words makes no lineage."""
    assert settle(article("w", WIRE), article("o", OWN)) == ([], [])


def test_a_speech_quoted_by_two_is_no_kinship() -> None:
    """Two papers print one speech at length; what is theirs differs."""
    one = article("a", f"{OWN}\n\n{SPEECH}, the minister said.", outlet="Norrby Post")
    other = article("b", f"{LOCAL}\n\n{SPEECH}, said the minister.", outlet="Selma")
    assert settle(one, other) == ([], [])


def test_a_speech_and_its_speaker_named_alike_are_no_kinship() -> None:
    """Two reporters who name one speaker in like words beside her speech have not copied; a whole sentence
    of prose beside it is copied."""
    told = "Harbour minister Ada Lund told reporters that eleven people {}.\n\n{}, harbour minister Ada Lund said."
    one = article("a", f"{told.format('were saved', SPEECH)}\n\n{OWN}", outlet="Norrby Post")
    two = article("b", f"{told.format('came ashore', SPEECH)}\n\n{LOCAL}", outlet="Selma")
    assert settle(one, two) == ([], [])
    beside = "Fog has closed the strait three times this month, and pilots had asked for a later timetable."
    pair = [f"{text}\n\n{SPEECH}, she said. {beside}" for text in (OWN, LOCAL)]
    (kin,), _ = settle(*(article(name, text) for name, text in zip("ab", pair, strict=True)))
    assert kin.relation == "excerpt"


def test_prose_that_another_quotes_was_taken_from_it() -> None:
    """What stands in quotes here and as plain prose there comes from there."""
    essay = article("z", OWN, outlet="Harbour Review")
    quoting = article("a", f"{LOCAL}\n\n“{OWN}”, it went on.", outlet="Norrby Post")
    (kin,), _ = settle(essay, quoting)
    assert (kin.left, kin.right, kin.direction) == ("z", "a", "content")


def test_a_template_filled_anew_is_no_revision() -> None:
    """Two bond notices agree in all but names and figures, and are two texts."""
    form = (
        "{0} is issuing a {1} mln crown bond due April {2} paying {3} pct and priced at par, lead manager "
        "{4} said. The bond is available in denominations of 5,000 crowns and will be listed in Norrby."
    )
    left = article("a", form.format("Sigrun Shipping", 100, 9, 7, "Lund Bank"), "2031-05-05")
    right = article("b", form.format("Halla Lines", 75, 17, 8, "Strand Brothers"), "2031-05-05")
    assert settle(left, right) == ([], [])


def test_a_monthly_notice_is_no_revision_of_the_last() -> None:
    """Nearly all words agree, but the figure is another and a month has passed."""
    text = "The harbour office counted {} ships in {}, it said in its monthly notice on Thursday. Most came empty and left with timber for the mills across the strait, as they do each year."
    march = article("a", text.format(41, "March"), "2031-04-03", outlet="Norrby Post")
    april = article("b", text.format(57, "April"), "2031-05-01", outlet="Norrby Post")
    assert settle(march, april) == ([], [])


def test_a_wire_in_a_hundred_papers_is_one_lineage() -> None:
    """Where many share a shingle, comparing with the first few ties all together."""
    papers = [article(f"{number:03}", f"{WIRE}\n\nPaper {number}.") for number in range(100)]
    _, (line,) = settle(*papers)
    assert len(line.articles) == 100


def test_the_order_of_the_pile_does_not_matter() -> None:
    """A pile turned round gives the same kinships and lineages."""
    pile = [
        article("w", WIRE, "2031-05-05"),
        article("p", f"{WIRE[:300]}\n\n{LOCAL}", "2031-05-06"),
        article("o", OWN, "2031-05-05"),
        article("q", WIRE.upper()),
    ]
    told = settle(*pile)
    pile.reverse()
    assert settle(*pile) == told


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("none was hurt", "four were hurt", "number"),
        ("the harbour office said", "the coast guard announced", "attribution"),
        ("Halla Lines", "Strand Lines", "name"),
        ("a second ship", "another vessel", "wording"),
    ],
)
def test_changes_are_told_by_kind(old: str, new: str, kind: str) -> None:
    """The weightiest difference names the change; spans stand in both texts."""
    left, right = article("a", WIRE), article("b", WIRE.replace(old, new))
    told = changes(left, right)
    assert kind in {one.kind for one in told}
    for one in told:
        assert one.before is None or one.before.fits(left.text)
        assert one.after is None or one.after.fits(right.text)


def test_a_paragraph_more_or_less_is_added_or_withdrawn() -> None:
    """A whole paragraph that only one version has is told as such."""
    short, long = article("a", WIRE), article("b", f"{WIRE}\n\n{LOCAL}")
    (added,) = changes(short, long)
    assert (added.kind, added.before) == ("added", None)
    (withdrawn,) = changes(long, short)
    assert (withdrawn.kind, withdrawn.after) == ("withdrawn", None)


def test_a_number_in_words_and_in_figures_is_no_change_of_number() -> None:
    """ "Eleven" and "11" are one number."""
    left, right = article("a", WIRE), article("b", WIRE.replace("Eleven", "11"))
    (told,) = changes(left, right)
    assert told.kind != "number"


def test_times_tell_the_order_only_where_they_cannot_overlap() -> None:
    """An hour within a day does not come before that day; a malformed time tells nothing."""
    day, hour = Told(value="2031-05-05", how=""), Told(value="2031-05-05T08:00:00+02:00", how="")
    assert time_order(day, hour) == 0
    assert time_order(Told(value="2031-05-04", how=""), hour) == -1
    assert moment(Told(value="last week", how="")) is None


PAGE = (
    "A drift anchor is a cone of canvas that sailors lower from the bow of a boat to keep it facing the "
    "waves.\n\nHistory\nFishermen of the northern islands used baskets filled with wool; canvas cones came "
    "with the steam lifeboats, whose crews were glad of anything that weighed little and folded flat."
)


def test_a_page_that_defines_is_revised_and_a_report_is_reprinted() -> None:
    """With nothing known of outlet and date, the kind of text tells a version from a copy."""
    later = PAGE.replace("glad of anything", "fond of all") + "\n\nToday most are made of nylon."
    (kin,), _ = settle(article("a", PAGE), article("b", later))
    assert kin.relation == "revision"
    (kin,), _ = settle(article("a", WIRE), article("b", WIRE.replace("wet", "dry").lower()))
    assert kin.relation == "copy"


def test_a_quote_counts_where_the_prose_around_it_is_shared() -> None:
    """Who copies the sentence copies the quote; the same words alone are the speaker's."""
    around = (
        f"Reading from a sheet of paper on the steps of the office, {SPEECH}, the minister said."
    )
    one, other = article("a", f"{OWN}\n\n{around}"), article("b", f"{LOCAL}\n\n{around}")
    assert evidence(Sketch(one), Sketch(other)).beyond_chance > 50
    alone = article("c", f"{LOCAL}\n\n{SPEECH}, we heard her tell the crowd.")
    assert evidence(Sketch(one), Sketch(alone)).beyond_chance == 0


def test_a_single_passage_carries_its_own_descent() -> None:
    """A paper that credits a wire and prints two paragraphs of it takes over these only."""
    wire = article("w", WIRE, "2031-05-05", outlet="Selma", outlet_kind="agency")
    long = "\n\n".join(
        [OWN, LOCAL, WIRE.split("\n\n", 2)[2], *(f"{OWN} Again {n}." for n in range(5))]
    )
    paper = article("p", long, "2031-05-06", outlet="Norrby Post", agency="SELMA")
    (kin,), (line,) = settle(wire, paper)
    assert (kin.left, kin.relation, line.agency) == ("w", "excerpt", "Selma")
    (passage,) = kin.passages
    assert passage.right.quote.startswith("The Sigrun was built in 1987")


def test_a_shared_speech_is_no_passage_of_an_excerpt() -> None:
    """What both quote keeps its own source, though the prose around comes from the wire."""
    wire = article("w", f"{WIRE}\n\nShe said: {SPEECH}.", "2031-05-05", outlet="Selma Wire")
    text = f"{SPEECH}, the minister told us.\n\n{LOCAL}\n\n{WIRE[:430]}"
    (kin,), _ = settle(wire, article("p", text, "2031-05-06", outlet="Norrby Post"))
    assert kin.relation == "excerpt"
    assert not any("keel to mast" in passage.right.quote for passage in kin.passages)


def test_witnesses_of_an_agency_that_disagree_are_an_issue() -> None:
    """Two credits for one text are doubted; one name in two forms is not."""
    wire = article("w", WIRE, "2031-05-05", outlet="Selma Press", outlet_kind="agency")
    other = article("p", WIRE, "2031-05-06", outlet="Norrby Post", agency="Halvard News")
    (issue,) = of_type(run(wire, other), Issue)
    assert (issue.kind, issue.article, issue.severity) == ("agencies disagree", "p", "doubt")
    same = article("p", WIRE, "2031-05-06", outlet="Norrby Post", agency="THE SELMA PRESS")
    assert of_type(run(wire, same), Issue) == []


def test_the_furniture_of_an_outlet_brings_nobody_together() -> None:
    """A closing line in all articles of one outlet is not worth an alignment."""
    closing = "Write to the desk of the Norrby Post by the old pier, we read every letter we get."
    pile = [
        article(
            f"{n:02}",
            "\n\n".join([*(f"{word}{n} " * 9 for word in OWN.split()[:30]), closing]),
            outlet="Norrby Post",
        )
        for n in range(12)
    ]
    assert of_type(run(*pile), lineage.Seat) == []
