"""Bearers: which entities of several articles are one, which must stay apart, and why."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.match.bearers import Told, join_bearers
from crosswire.match.sounds import plain, sounds_like
from crosswire.records.base import make_id
from crosswire.records.reading import Entity, NameKind


def told(article: str, name: str, kind: NameKind = "person", *variants: str) -> Told:
    """An entity of an article."""
    entity = Entity(
        id=make_id("entity", article, kind, name), name=name, kind=kind, variants=(name, *variants)
    )
    return article, entity


def groups(*entities: Told) -> set[frozenset[str]]:
    """The names laid together."""
    return {frozenset(entity.name for _, entity in group) for group in join_bearers(entities)[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andriy Holub", "Andrei Holub"),
        ("Andriy Holub", "Andrij Holub"),
        ("Dmitri Sarnov", "Dmitriy Sarnov"),
        ("Márta Szél", "Marta Szel"),
        ("Pak Jong-un", "Pak Jong Un"),
        ("Varga Tomas", "Tomas Varga"),
        ("J. Quendt", "Jonas Quendt"),
        ("Jonas P. Quendt", "Jonas Quendt"),
        ("ILSE QUENDT", "Ilse Quendt"),
        ("Mohammed Sarraf", "Muhamad Sarraf"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    """Transliterations, accents, hyphens, order, initials and capitals are one person."""
    assert groups(told("1", one), told("2", other)) == {frozenset((one, other))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Andriy Holub", "Andriy Holubenko"),
        ("Tomas Varga", "Peter Varga"),
        ("Pak Jong Un", "Pak Yo Jong"),
        ("Pak Jong Un", "Min Joo Pak"),
        ("Viktor Sarnov", "Viktoria Sarnova"),
        ("Sarah Linde", "Sarah Lund"),
    ],
)
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    """A longer surname, another given name or another sex is another person."""
    assert groups(told("1", one), told("2", other)) == {frozenset((one,)), frozenset((other,))}


def test_a_body_its_letters_and_its_short_name() -> None:
    """Letters told by one article join; another body with the same initials is kept away."""
    found = groups(
        told("1", "Northern Rivers Commission", "organization", "NRC"),
        told("2", "NRC", "organization"),
        told("3", "Rivers Commission", "organization"),
        told("3", "National Railway Club", "organization"),
    )
    assert found == {
        frozenset(("Northern Rivers Commission", "NRC", "Rivers Commission")),
        frozenset(("National Railway Club",)),
    }


def test_letters_that_fit_two_bodies_join_none() -> None:
    """Without an article that tells, letters are only joined when one body fits."""
    found = groups(
        told("1", "NRC", "organization"),
        told("2", "Northern Rivers Commission", "organization"),
        told("3", "National Railway Club", "organization"),
    )
    assert len(found) == 3


def test_one_word_three_bearers() -> None:
    """A city, a bank named after it and a woman of that surname are three, accents or not."""
    found = groups(
        told("1", "Marlén", "place"),
        told("2", "Marlen", "place"),
        told("1", "Marlén Bank", "organization"),
        told("2", "Marlen Bank", "organization"),
        told("3", "Ida Marlen"),
    )
    assert found == {
        frozenset(("Marlén", "Marlen")),
        frozenset(("Marlén Bank", "Marlen Bank")),
        frozenset(("Ida Marlen",)),
    }


def test_a_surname_alone_joins_only_one_bearer() -> None:
    """ "Varga" joins Tomas Varga, unless Peter Varga is there too."""
    alone, tomas, peter = told("1", "Varga"), told("2", "Tomas Varga"), told("3", "Peter Varga")
    assert groups(alone, tomas) == {frozenset(("Varga", "Tomas Varga"))}
    assert len(groups(alone, tomas, peter)) == 3


def test_places() -> None:
    """A country under two names is one; two countries a letter apart are two."""
    assert groups(told("1", "US", "place"), told("2", "United States", "place")) == {
        frozenset(("US", "United States"))
    }
    assert len(groups(told("1", "Iran", "place"), told("2", "Iraq", "place"))) == 2


def test_every_link_and_veto_has_its_reasons() -> None:
    """Judgements name what was compared; the order of the input changes nothing."""
    entities = [told("1", "Andriy Holub"), told("2", "Andrei Holub"), told("3", "Andrij Holubenko")]
    found, judgements = join_bearers(entities)
    assert {judgement.yes for judgement in judgements} == {True, False}
    assert all(judgement.features and judgement.features[0].left for judgement in judgements)
    assert join_bearers(entities[::-1]) == (found, judgements)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("1234"),
            st.text(alphabet="ABab .-é", min_size=1, max_size=12),
            st.sampled_from(["person", "organization", "place", "group", "other"]),
        ),
        max_size=12,
        unique=True,
    )
)
def test_everybody_is_in_one_group(rows: list[tuple[str, str, NameKind]]) -> None:
    """Whatever the names, every entity is in exactly one group, in any order of input."""
    entities = [told(article, name, kind) for article, name, kind in rows]
    found, _ = join_bearers(entities)
    assert sorted(e.id for group in found for _, e in group) == sorted(e.id for _, e in entities)
    assert join_bearers(entities[::-1])[0] == found


def syllables(number: int) -> str:
    """A made-up name for a number."""
    parts = [f"{'bdfgklmnprst'[number // 12**place % 12]}{'aeiou'[place]}" for place in range(3)]
    return "".join(parts).title()


def test_a_story_of_a_thousand_articles_is_joined_in_seconds() -> None:
    """20,000 entities, 1,000 forms of them: no square of pairs."""
    entities = [
        told(str(article), f"{syllables(person % 97)} {syllables(person)}")
        for article in range(1000)
        for person in range(article, article + 20)
    ]
    begun = time.monotonic()
    join_bearers(entities)
    assert time.monotonic() - begun < 30


def test_sounds() -> None:
    """Transliterations of one word sound alike, other words do not."""
    assert sounds_like("serhiy", "sergei") and sounds_like("oleksandr", "aleksandr")
    assert not sounds_like("viktor", "viktoria") and not sounds_like("holub", "holubenko")
    assert plain("Łódź’s") == "lodz's"
