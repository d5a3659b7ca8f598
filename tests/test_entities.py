"""Entities: which names of one article have one bearer, what they are, and who "he" is."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from crosswire.records.base import Span
from crosswire.records.reading import Entity, Name, Sentence
from crosswire.text.entities import gather, resolve_pronoun
from crosswire.text.names import find_names
from crosswire.text.sentences import split_text

Read = tuple[tuple[Name, ...], tuple[Entity, ...], list[Sentence]]


def read(text: str) -> Read:
    """Names, entities and sentences of a bare text."""
    sentences = [Sentence(span=Span.of(text, *each), paragraph=0) for each in split_text(text)]
    names, entities = gather("a", text, find_names(text, sentences))
    return names, entities, sentences


def variants(text: str) -> list[set[str]]:
    """The written forms of each entity."""
    return [set(entity.variants) for entity in read(text)[1]]


def test_surname_and_courtesy_join_the_full_name() -> None:
    """Full name, surname and "Mr" with surname are one person."""
    found = variants("The pilot Tomas Quendt landed. Quendt was hurt. Mr Quendt said so.")
    assert found == [{"Tomas Quendt", "Quendt", "Mr Quendt"}]


def test_hyphens_and_capitals_are_no_difference() -> None:
    """Jong-un and Jong Un, and a name in capitals, are one."""
    found = variants("A man named Pak Jong-un met others. Then Pak Jong Un left for Norway.")
    assert {"Pak Jong-un", "Pak Jong Un"} in found


def test_two_people_of_one_surname_stay_apart() -> None:
    """The surname alone goes to the one named in full most often."""
    text = (
        "The mayor Ilse Quendt spoke. Ilse Quendt was angry at her brother Jonas Quendt. "
        "Later Quendt left."
    )
    assert [{"Ilse Quendt", "Quendt"}, {"Jonas Quendt"}] == [
        {form for form in each if "mayor" not in form.lower()} for each in variants(text)
    ]


def test_letters_in_brackets_name_the_body() -> None:
    """An acronym after a body's name, its slips and its short name are that body."""
    text = (
        "The Skarvik Central News Agency (SCNA) told of it on Monday. SCNA said more. "
        "Later the SNCA denied it. The News Agency was silent."
    )
    assert variants(text) == [{"Skarvik Central News Agency", "SCNA", "SNCA", "News Agency"}]


def test_a_country_is_one_under_all_its_names() -> None:
    """US, U.S. and United States are one place, the people another thing."""
    found = variants("He went from the US to Kenya. The United States and Kenyans objected.")
    assert {"US", "United States"} in found and {"Kenyans"} in found


def test_roles_before_and_after() -> None:
    """Titles before a name and descriptions set off by commas are its roles."""
    text = "Foreign Minister Ilse Quendt met Tomas Varga, the governor of Skarvik, in Oslo."
    roles = {entity.name: entity.roles for entity in read(text)[1]}
    assert roles["Ilse Quendt"] == ("Foreign Minister",)
    assert roles["Tomas Varga"] == ("governor of Skarvik",)


def test_pronouns() -> None:
    """He is the man told of last; a woman by her title is passed over; they is nobody."""
    text = "Tomas Varga met Mrs Ilse Quendt. He left early."
    names, entities, sentences = read(text)
    at = text.index("He left")
    known = {entity.id: entity.name for entity in entities}
    assert known[resolve_pronoun(at, "He", names, entities, sentences) or ""] == "Tomas Varga"
    assert resolve_pronoun(at, "They", names, entities, sentences) is None
    assert resolve_pronoun(0, "He", names, entities, sentences) is None


def test_a_place_is_one_with_and_without_its_plain_head() -> None:
    """ "Lemvik river" is the Lemvik, in small letters."""
    text = "Rain swelled the Lemvik river. The Lemvik rose."
    told = [(17, 29), (35, 41)]
    names = [Name(span=Span.of(text, *each), kind="place") for each in told]
    _, entities = gather("a", text, names)
    assert [entity.variants for entity in entities] == [("Lemvik river", "Lemvik")]


def with_subjects(text: str, *subjects: str) -> list[str | None]:
    """Whom each "he" of a text stands for, by name, when these names are marked as subjects."""
    names, entities, sentences = read(text)
    marked = [replace(name, subject=name.span.quote in subjects) for name in names]
    known = {entity.id: entity.name for entity in entities}
    places = [match.start() for match in re.finditer(r"\bhe\b", text, re.IGNORECASE)]
    found = [resolve_pronoun(at, "he", marked, entities, sentences) for at in places]
    return [known.get(each or "") for each in found]


def test_grammar_tells_who_he_is() -> None:
    """The subject before others, wherever it stands; and a "he" hands on to the next."""
    text = "After a talk with Tomas Varga, Piet Holm left. He slept. Later he sailed."
    assert with_subjects(text, "Piet Holm") == ["Piet Holm", "Piet Holm"]


def test_of_several_people_who_are_no_subject_none_is_meant() -> None:
    """Once grammar was read; without it the first one is taken."""
    text = (
        "The board thanked Tomas Varga and Piet Holm. Ships sailed. Then he left. Ana Kell waved."
    )
    assert with_subjects(text, "Ana Kell") == [None]
    assert with_subjects(text) == ["Tomas Varga"]


@settings(max_examples=100)
@given(
    st.text(
        alphabet=st.one_of(st.characters(codec=None), st.sampled_from("AB c.,'-\n")), max_size=150
    )
)
def test_every_name_has_its_entity(text: str) -> None:
    """Whatever the text, each name belongs to exactly one entity, and counts add up."""
    names, entities, sentences = read(text)
    ids = [entity.id for entity in entities]
    assert len(set(ids)) == len(ids) and {name.entity for name in names} == set(ids)
    assert sum(entity.count for entity in entities) == len(names)
    assert all(entity.name == entity.variants[0] for entity in entities)
    resolve_pronoun(len(text) // 2, "he", names, entities, sentences)


def test_names_introduced_for_each_other_do_not_go_in_circles() -> None:
    """Two bodies that each stand in brackets behind the other are laid together in finite time."""
    text = (
        "The Hill Board (Lake Council) met. The Lake Council (Hill Board) met again. "
        "Hill Board and Lake Council parted."
    )
    names = find_names(text, [Sentence(span=Span.of(text, 0, len(text)), paragraph=0)])
    names = tuple(Name(span=name.span, kind="organization") for name in names)
    assert gather("a1", text, names)[1]
