"""Plain-text pages: which lines are the article, and what the others are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.text.layout import Layout
from crosswire.text.lines import label_lines

FIRST = (
    "A crane fell onto an empty barge in the harbour of Solmar on Tuesday, the port master said."
)
SECOND = (
    "Nobody was hurt, and the quay was open again by noon after two tugs had pulled the barge away."
)
THIRD = (
    '"We heard a crack and then a splash," said Ines Calder, who runs the bakery beside the quay.'
)


def page(*lines: str) -> Layout:
    """The layout of a page with these lines, parted by blank lines."""
    return label_lines("\n\n".join(lines))


def texts(layout: Layout, label: str) -> list[str]:
    """The pieces with one label."""
    return [piece.text for piece in layout.pieces if piece.label == label]


def test_a_dump_gives_its_article() -> None:
    """Menus, widgets, forms and buttons go; headline, byline, day and paragraphs stay apart."""
    found = page(
        "[ad_1]", "58 F", "Skip to content", "Crane falls onto barge in Solmar",
        "BY INES ORTEGA [ines@solmar.example]", "Published 12 March 2024", "Advertisement",
        "SOLMAR (NVA) — " + FIRST, SECOND, "Advertisement", THIRD, "Share this article",
        "Leave a Reply", "Your email address will not be published. Required fields are marked *",
        "Next Post", "Exit mobile version", "Source link",
    )  # fmt: skip
    assert texts(found, "body") == [FIRST, SECOND, THIRD]
    assert found.headline == "Crane falls onto barge in Solmar"
    assert found.authors == ("Ines Ortega",)
    assert (found.agency, found.dateline_place) == ("NVA", "Solmar")
    assert found.published is not None
    assert found.published.value == "2024-03-12"


def test_a_text_that_begins_at_once_has_no_headline() -> None:
    """No line of running text is made a headline."""
    assert page("[ad_1]", FIRST, SECOND).headline is None


def test_headlines_of_other_articles_are_related() -> None:
    """A pointer and a lone title between paragraphs are not body; a short subheading is."""
    lone = "Harbour of Solmar asks for a second pilot boat"
    found = page(
        "Crane falls",
        FIRST,
        lone,
        SECOND,
        "Quiet again",
        THIRD,
        "READ MORE: Tugs of Solmar",
        FIRST + " Again.",
    )
    assert texts(found, "related") == [lone, "READ MORE: Tugs of Solmar"]
    assert "Quiet again" in texts(found, "body")


def test_captions_are_no_body() -> None:
    """Agency marks, handouts and a caption told twice show a picture's words."""
    twice = (
        "The crane in the basin of Solmar after its fall, seen from the bakery on Tuesday morning"
    )
    credit = "Ines Calder stands at the quay of Solmar, March 12, 2024. REUTERS/Max Mill"
    given_out = "The barge in Solmar on Tuesday, in a photo provided by the port master's office."
    found = page(
        "Crane falls", FIRST, twice, twice, SECOND, credit, THIRD, given_out, FIRST + " Still."
    )
    assert texts(found, "caption") == [twice, twice, credit, given_out]


def test_posts_are_embeds() -> None:
    """A post and the line that signs it are embeds."""
    found = page(
        "Crane falls",
        FIRST,
        "What a noise! https://t.co/abc",
        "— Max (@maxmill) March 12, 2024",
        SECOND,
    )
    assert len(texts(found, "embed")) == 2


def test_contributors_are_authors_only_where_nobody_signs() -> None:
    """Who contributed stands behind a byline, or in its place."""
    credit = "Ana Lund in Port Elm and Max Mill in Solmar contributed to this report."
    assert page("Crane falls", FIRST, SECOND, credit).authors == ("Ana Lund", "Max Mill")
    signed = page("Crane falls", "By Ines Ortega and Jo Brand", FIRST, SECOND, credit)
    assert signed.authors == ("Ines Ortega", "Jo Brand")
    assert signed.contributors == ("Ana Lund", "Max Mill")


def test_editors_behind_the_text_are_cut_off() -> None:
    """ "(Reporting by …)" leaves the last paragraph and names who reported."""
    found = page("Crane falls", FIRST, SECOND + " (Reporting by Ana Lund; Editing by Max Mill)")
    assert texts(found, "body")[-1] == SECOND
    assert found.authors == ("Ana Lund", "Max Mill")


@pytest.mark.parametrize(
    ("line", "agency"),
    [("(Norvane)", "Norvane"), ("Source: Norvane news agency", "Norvane"), ("Reuters", "Reuters")],
)
def test_a_credit_line_names_the_agency(line: str, agency: str) -> None:
    """A credit alone on a line is the agency's, not a paragraph."""
    assert page("Crane falls", FIRST, SECOND, line).agency == agency


def test_a_signature_behind_the_last_sentence_is_the_agencys() -> None:
    """Capitals after the last full stop are a signature."""
    found = page("Crane falls", FIRST, SECOND + " NVA")
    assert (found.agency, texts(found, "body")[-1]) == ("NVA", SECOND)


DAYS = [
    ("12 March 2024, 13:05 GMT", "2024-03-12T13:05Z"),
    ("The Solmar Mail | Tuesday, 12 March 2024", "2024-03-12"),
    ("Harbour & Trade, 12 March 2024", "2024-03-12"),
    ("Updated 2220 GMT March 12, 2024", "2024-03-12T22:20Z"),
    ("March 12, 2024 / 5:58 PM", "2024-03-12T17:58"),
    ("PUBLISHED: 16:07 GMT, 12 March 2024", "2024-03-12T16:07Z"),
    ("Norvane | Updated: 2024-03-12 21:45", "2024-03-12T21:45"),
    ("12.03.2024, translated", "2024-03-12"),
    ("12 March 2024, 18:10 local time (16:10 GMT)", "2024-03-12T18:10+02:00"),
    ("March 12, 2024 9:00 a.m. ET", "2024-03-12T09:00-04:00"),
    ("Am 12. März 2024", "2024-03-12"),
]


@pytest.mark.parametrize(("line", "value"), DAYS)
def test_date_lines_under_the_headline_tell_the_publication(line: str, value: str) -> None:
    """The day, the hour and the zone are read as far as told, in many forms."""
    told = page("Crane falls onto barge in Solmar", line, FIRST, SECOND).published
    assert told is not None
    assert told.value == value


def test_a_box_in_the_midst_of_a_text_does_not_end_it() -> None:
    """Related stories, then two more paragraphs and the credit at the end: the paragraphs are body."""
    found = page(
        "Crane falls onto barge in Solmar", FIRST, SECOND, THIRD, "In Elm too: " + SECOND,
        "RELATED ARTICLES", "Second pilot boat for Solmar", "Bakers of Solmar on strike",
        "Later on: " + FIRST, "As in May: " + THIRD, "(Reporting by Ines Ortega; Editing by Max Mill)",
        "More from the port", "Storm closes the schools of Elm for a second day as rivers rise.",
    )  # fmt: skip
    assert len(texts(found, "body")) == 6
    assert texts(found, "related") == ["Second pilot boat for Solmar", "Bakers of Solmar on strike"]
    assert "Storm" not in "".join(texts(found, "body"))


@pytest.mark.parametrize(
    "line",
    [
        "[embed]https://film.example/1[/embed]",
        "{{ad.slot}}",
        "{% include ad %}",
        '<div class="ad">',
        "</section>",
        "var slot = 1; window.ads.push({});",
        "});",
        "Was this article helpful?",
    ],
)
def test_what_a_template_left_behind_is_no_body(line: str) -> None:
    """Short codes, tags and pieces of programs stand between the paragraphs of some dumps."""
    found = page("Crane falls", FIRST, line, SECOND, line, THIRD)
    assert texts(found, "body") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Post staff writer Max Mill contributed to this report.", ("Max Mill",)),
        ("The Associated Press contributed to this report.", ()),
        ("Additional reporting by Max Mill in Elm and Ada Roe in Holm", ("Max Mill", "Ada Roe")),
    ],
)
def test_who_contributed_stands_in_a_credit(line: str, names: tuple[str, ...]) -> None:
    """Roles before the name, agencies and places behind it are told apart from the persons."""
    found = page("Crane falls", "By Ines Ortega", FIRST, SECOND, THIRD, line)
    assert texts(found, "credit") == [line]
    assert found.contributors == names
    assert found.authors == ("Ines Ortega",)


@pytest.mark.parametrize(
    "day",
    ["12 مايو 2024", "12 mei 2024", "12 травня 2024", "12 Mayıs 2024", "12 maja 2024", "2024년 5월 12일", "12 मई 2024"],
)  # fmt: skip
def test_days_are_read_in_many_languages(day: str) -> None:
    """Arabic, Dutch, Ukrainian, Turkish, Polish, Korean and Hindi months date a page."""
    found = page("Crane falls onto barge in Solmar", day, FIRST, SECOND, THIRD)
    assert found.published is not None
    assert found.published.value == "2024-05-12"


def test_an_update_is_not_the_publication() -> None:
    """Two days in one line are told apart by their words."""
    found = page("Crane falls", "12 March 2024 | Updated 14 March 2024", FIRST, SECOND)
    assert found.published is not None and found.published.value == "2024-03-12"
    assert found.modified is not None and found.modified.value == "2024-03-14"


@pytest.mark.parametrize(
    "lines",
    [
        ["Monday, April 29, 2024", "Crane falls onto barge in Solmar", FIRST, SECOND],
        ["Crane falls onto barge in Solmar", "World News", "Monday, April 29, 2024", FIRST, SECOND],
        ["Crane falls onto barge in Solmar", FIRST, SECOND, "Most read", "Monday, April 29, 2024"],
        ["Crane falls onto barge in Solmar", FIRST, SECOND, "Back to top", "29 Apr 2024"],
    ],
)
def test_a_widgets_day_is_never_the_publication(lines: list[str]) -> None:
    """A lone weekday and day above the headline, among crumbs or at the foot stays furniture."""
    assert page(*lines).published is None


def test_a_wrong_weekday_is_doubted() -> None:
    """12 March 2024 was a Tuesday; a page that calls it Friday gets a doubt."""
    found = page("Crane falls", "The Solmar Mail, Friday 12 March 2024", FIRST, SECOND)
    assert [doubt.kind for doubt in found.doubts] == ["weekday"]


def test_an_outlet_is_told_with_the_day() -> None:
    """The name before the day, or on the line above it, is the outlet."""
    assert (
        page("Crane falls", "The Solmar Mail, 12 March 2024", FIRST, SECOND).outlet
        == "The Solmar Mail"
    )
    above = label_lines(
        f"Crane falls\n\nEl Faro, English edition\n12 March 2024\n\n{FIRST}\n\n{SECOND}"
    )
    assert above.outlet == "El Faro"


def test_a_papers_name_at_the_top_is_no_headline() -> None:
    """The masthead above the headline is the outlet."""
    found = page("The Elm Evening Post", "Crane falls onto barge", "12 March 2024", FIRST, SECOND)
    assert found.headline == "Crane falls onto barge"
    assert found.outlet == "The Elm Evening Post"


def test_an_address_above_the_text_is_kept() -> None:
    """The page's address is told, not printed."""
    found = page("https://mail.example/crane", "Crane falls", FIRST, SECOND)
    assert found.address == "https://mail.example/crane"


def test_comments_end_the_article() -> None:
    """What readers write below is not the paper's text, however long."""
    long = [
        f"Reader {n} thinks that the harbour should have bought a better crane years ago."
        for n in range(40)
    ]
    found = page(
        "Crane falls",
        FIRST,
        SECOND,
        THIRD,
        *[SECOND + f" {n}." for n in range(4)],
        "12 Comments",
        *long,
    )
    assert not any("Reader" in text for text in texts(found, "body"))


def test_wrapped_lines_become_paragraphs() -> None:
    """A text wrapped at a column is put together again, paragraph by paragraph."""
    wrapped = "\n\n".join(
        f"The port master of town {n} said on that cold and windy morning\n"
        f"that number {n} of the old cranes would be taken down before\n"
        "the winter storms could bring it down onto the quay below."
        for n in range(4)
    )
    assert len(texts(label_lines(wrapped), "body")) == 4


def test_corrections_are_set_apart() -> None:
    """A correction is neither body nor furniture."""
    found = page(
        "Crane falls", FIRST, SECOND, "Correction: An earlier version named the wrong barge."
    )
    assert len(texts(found, "correction")) == 1


@given(st.text(max_size=600))
def test_any_text_is_survived(text: str) -> None:
    """No text breaks the labeller, and every piece stands in the page's words."""
    words = " ".join(text.split())
    for piece in label_lines(text).pieces:
        assert piece.text.split()[0] in words


@pytest.mark.parametrize(
    "text", ["a" * 10**6, "(Reporting by " * 50_000, "- " * 300_000, "\ud800" * 999]
)
def test_hostile_lines_take_no_time(text: str) -> None:
    """A line of a megabyte is read in linear time."""
    start = time.perf_counter()
    label_lines(text)
    assert time.perf_counter() - start < 3
