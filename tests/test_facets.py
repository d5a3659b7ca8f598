"""What reports differ in beside figures: kinds, places, order, places in a row, who said it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders import make_statement
from crosswire.match.differ import differences
from crosswire.match.facets import facets
from crosswire.match.name_forms import other_spelling
from crosswire.records.claim import Statement
from crosswire.text.amounts import find_ordinals


def at_odds(*statements: Statement) -> list[tuple[str, str, str]]:
    """Kind and the two wordings of what the statements differ in."""
    ordinals = {s.id: find_ordinals(s.span.quote) for s in statements}
    found = facets(statements, statements, ordinals)
    return [(d.kind, d.left, d.right) for _, _, d in found]


def two(one: str, other: str) -> list[tuple[str, str, str]]:
    """What two sentences of two articles differ in."""
    return at_odds(make_statement(one, article="a"), make_statement(other, article="b"))


def test_kinds_that_exclude_one_another() -> None:
    """A rocket fired is of one range; the one fired last year is another rocket."""
    one, other = "Ruritania fired a short-range rocket", "The army fired an intercontinental rocket"
    assert two(one, other) == [("name", "short-range", "intercontinental")]
    assert not two(one, "It is similar to an intercontinental rocket fired last year")
    assert not two(one, "Ruritania fired a short range rocket")


def test_one_thing_comes_down_in_one_sea() -> None:
    """Two seas differ; a sea beside an exercise elsewhere, or under its other name, does not."""
    one = "The balloon fell into the Black Sea"
    assert two(one, "The balloon came down in the Baltic Sea") == [
        ("place", "Black Sea", "Baltic Sea")
    ]
    assert not two(one, "Ships held an exercise in the Baltic Sea")
    assert not two("The balloon fell into the Baltic", "The balloon landed in the Baltic Sea")


def test_one_point_is_measured_from_one_cape() -> None:
    """The same distance and bearing from two capes; from a cape and an island there is no conflict."""
    one = "The ship sank 90 kilometres east of Cape Lund"
    assert two(one, "It went down 90 km east of Holm Cape")[0][0] == "place"
    assert not two(one, "It went down 90 km east of Storholm")
    assert not two(one, "It went down 90 km west of Holm Cape")


def test_which_came_first() -> None:
    """A walkout before the cut in pay, or in response to it."""
    one = "The cut in wages comes after dockers at Holm staged a walkout"
    other = "The dockers staged a walkout in response to the cut in wages"
    assert two(one, other)[0][0] == "time"
    assert not two("The walkout of the dockers came after a cut in wages", other)


def test_a_place_in_a_row() -> None:
    """The 12th eruption this year is not the 14th; other rows and other things have other places."""
    one = "It was the 12th eruption this year"
    assert two(one, "It was the 14th eruption this year")[0][0] == "quantity"
    assert not two(one, "It was the 14th eruption since 1911")
    assert not two(one, "It was the 14th earthquake this year")


def test_one_quotation_in_two_mouths_is_found_inside_a_sentence() -> None:
    """A long quotation is one person's; a phrase of a few words may be anybody's."""
    words = '"not one of the eleven ferries will leave the harbour tonight"'
    one = make_statement(f"He said {words}", article="a", source=("Ada Holm", "person"))
    other = make_statement(f"She said {words}", article="b", source=("Olaf Rask", "person"))
    assert at_odds(one, other) == [("attribution", "Ada Holm", "Olaf Rask")]
    short = make_statement('"a great day for all"', article="b", source=("Olaf Rask", "person"))
    assert not at_odds(one, short)


def test_charges_denied_as_a_whole() -> None:
    """ "The charges were false" answers what another speaker of the article has just said."""
    yes = make_statement("Ms Holm broke windows", article="a", source=("police", "office"))
    no = make_statement("the charges were false", article="a", source=("Ida Lund", "person"))
    later = type(no)(**{f: getattr(no, f) for f in no.__struct_fields__} | {"sentence": 1})
    assert [kind for kind, *_ in at_odds(yes, later)] == ["polarity"]
    assert not at_odds(yes, make_statement("the talks were long", article="a"))


def test_two_coasts_spell_one_word() -> None:
    """ "Defence" and "defense" are no other spelling of a name; another letter is."""
    assert not other_spelling("Defence Ministry", "Defense Ministry")
    assert not other_spelling("Labour Centre", "Labor Center")
    assert other_spelling("Lunde Ministry", "Lumde Ministry")


def test_one_weekday_is_one_day() -> None:
    """ "On Thursday" in two reports is one Thursday, whenever they were printed."""
    text = "The ferry crews of Holm walked out on Thursday"
    one = make_statement(text, article="a", published="2024-05-15")
    other = make_statement(text, article="b", published="2024-05-17")
    assert not list(differences(one, other, 0.9))


@given(st.lists(st.text(max_size=120), min_size=2, max_size=4))
def test_no_text_breaks_the_comparison(texts: list[str]) -> None:
    """Any texts can be compared."""
    at_odds(*(make_statement(text or "x", article=str(n)) for n, text in enumerate(texts)))
