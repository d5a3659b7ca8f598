"""Who says what: contents, cues, chains of sources, and what stays the writer's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.base import Span
from crosswire.records.reading import Sentence, Voice
from crosswire.text.entities import gather
from crosswire.text.names import find_names
from crosswire.text.sentences import split_text
from crosswire.text.voices import find_voices


def sentences_in(text: str) -> list[Sentence]:
    """Sentences of a text whose paragraphs are its lines."""
    found: list[Sentence] = []
    start = paragraph = 0
    for line in text.split("\n"):
        for begin, end in split_text(text, start, start + len(line)):
            found.append(Sentence(span=Span.of(text, begin, end), paragraph=paragraph))
        start += len(line) + 1
        paragraph += bool(line.strip())
    return found


def voices(text: str, *, named: bool = False, attitudes: bool = False) -> list[Voice]:
    """All voices of a text, with or without its names known."""
    sentences = sentences_in(text)
    names, entities = gather("a1", text, find_names(text, sentences)) if named else ((), ())
    return list(find_voices(text, sentences, names, entities, attitudes=attitudes))


def said(text: str, **how: bool) -> list[tuple[list[str], str]]:
    """Source words and content of each voice, in order."""
    return [
        ([hop.span.quote if hop.span else hop.name for hop in v.hops], v.content.quote)
        for v in voices(text, **how)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The mayor said the bridge was shut.", "The mayor", "the bridge was shut"),
        ("The bridge was shut, the mayor said.", "the mayor", "The bridge was shut"),
        ("“It is shut,” Mara Holt said on Monday.", "Mara Holt", "“It is shut,”"),
        ('"It is shut," said Tom Reed, a lawyer for the city.', "Tom Reed, a lawyer for the city", '"It is shut,"'),
        ("Holt told reporters the bridge was shut.", "Holt", "the bridge was shut"),
        ("Holt: Bridge to stay shut", "Holt", "Bridge to stay shut"),
        ("According to the company, the pump failed.", "the company", "the pump failed"),
        ("The pump failed, according to two officials.", "two officials", "The pump failed"),
        ("The firm said in a statement Tuesday that it would close.", "The firm", "that it would close"),
        ("The road flooded, photos show.", "photos", "The road flooded"),
        ("Ships left port, state media reported.", "state media", "Ships left port"),
        ("Pumps ran dry, sources close to the port said.", "sources close to the port", "Pumps ran dry"),
    ],
)  # fmt: skip
def test_one_voice(text: str, source: str, content: str) -> None:
    """The plain shapes of attribution give their source and content."""
    assert ([source], content) in said(text)


def test_interrupted_quotation() -> None:
    """A quotation cut by its cue is one voice in two parts."""
    (voice,) = voices("“The road,” Holt said, “was closed because of snow.”")
    assert [part.quote for part in voice.parts] == ["“The road,”", "“was closed because of snow.”"]
    assert voice.quoted


def test_quotation_goes_on() -> None:
    """A sentence in quotation marks behind a cue is the same speaker's, in its paragraph or the next."""
    text = "“The road is closed,” Holt said. “We have no idea when it opens again.”\n“And nobody will tell us at the office.”"
    (voice,) = voices(text)
    assert [part.quote[:8] for part in voice.parts] == ["“The roa", "“We have", "“And nob"]


def test_quotation_over_paragraphs() -> None:
    """A quotation that no mark closes goes on where the next paragraph opens one."""
    text = "“The people demand an answer,” a statement read.\n“Now is the time to act.\n“Let us go to the harbour.”"
    contents = " ".join(v.content.quote for v in voices(text) if v.hops)
    assert "Now is the time" in contents
    assert "Let us go" in contents


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Norpress reported, citing the ministry, that the road was shut.", ["Norpress", "the ministry"]),
        ("The road was shut, Norpress reported, citing officials.", ["Norpress", "officials"]),
        ("Adler said the road was shut, the Norpress agency reported Monday.", ["the Norpress agency", "Adler"]),
        ("Adler was quoted by Norpress as saying that the road was shut.", ["Norpress", "Adler"]),
        ("“It is shut,” Adler was quoted as saying by Norpress.", ["Norpress", "Adler"]),
        ("“It is shut,” Adler said as quoted by Norpress.", ["Norpress", "Adler"]),
        ("“It is shut,” Adler told Mara Holt, according to a video.", ["a video", "Adler"]),
    ],
)  # fmt: skip
def test_chain(text: str, chain: list[str]) -> None:
    """Chains run from the source nearest the reader to the one who first said it."""
    assert chain in [sources for sources, _ in said(text)]


def test_hearer_is_no_source() -> None:
    """Whoever is spoken to does not stand in the chain."""
    (voice,) = voices("“It is shut,” Adler told Norpress.")
    assert [hop.name for hop in voice.hops] == ["Adler"]


def test_names_resolved() -> None:
    """A pronoun and a surname count as the full name that the article tells."""
    text = "Foreign Minister Pavel Adler met the press. “We will talk,” Adler said. He said the talks begin Monday."
    found = voices(text, named=True)
    assert {hop.name for v in found for hop in v.hops} == {"Pavel Adler"}
    assert all(hop.kind == "person" for v in found for hop in v.hops)


def test_speaker_and_pronoun_are_one() -> None:
    """ "Adler said he doubted it" has one source, not two."""
    found = voices("Pavel Adler said he doubted the plan would work.", named=True)
    assert all(len(v.hops) == 1 for v in found)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The firm denied that it had known.", "denied"),
        ("The ministry declined to comment on the arrest.", "silent"),
        ("Holt vowed to rebuild the bridge.", "expected"),
        ("Holt accused the firm of lying.", "alleged"),
        ("“Who is to blame?” Holt asked.", "asked"),
        ("It is believed that the ship sank.", "possible"),
        ("Holt said the ship sank.", "said"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    """The cue tells whether a thing is said, denied, planned, alleged, asked or kept silent."""
    assert voices(text)[0].stance == stance


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The road was shut, Reuters reported.", "agency"),
        ("The road was shut, state television reported.", "state medium"),
        ("The road was shut, footage showed.", "image"),
        ("The road was shut, an audit said.", "document"),
        ("The road was shut, two officials said.", "unnamed"),
        ("The road was shut, the ministry said.", "office"),
        ("The road was shut, a local newspaper said.", "outlet"),
        ("The road was reportedly shut.", "crowd"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    """The kind of a source comes from its head word and from what is known of the houses."""
    assert voices(text)[0].hops[0].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The ship left Hull on Monday.",
        "It was the second storm to hit the coast in a month.",
        "A man found guilty of theft could be jailed for ten years.",
        "The plan proposed by the council was shelved.",
        "The visit shows how far the two sides have come.",
        "Residents have since hailed the driver.",
    ],
)
def test_own_voice(text: str) -> None:
    """What a writer tells in their own voice has no source."""
    assert not [v for v in voices(text) if v.hops]


def test_attitudes_on_request() -> None:
    """Praise and blame are voices only for those who ask for them."""
    text = "Residents have since hailed the driver."
    assert said(text, attitudes=True) == [(["Residents"], "the driver")]


def test_new_voice_ends_a_content() -> None:
    """What a second speaker announces does not count as the first one's words."""
    found = said(
        "The ministry said the talks would go on, and Adler on Tuesday announced a visit to Hull."
    )
    assert (["The ministry"], "the talks would go on") in found
    assert (["Adler"], "a visit to Hull") in found


CUES = st.sampled_from(
    ["said", "told", "that", ",", ".", "“", "”", '"', "according to", "he", "who", "Holt", "(", ")",
     "the mayor", "and", "citing", ":", "\n", "was quoted as saying by", "—", "'s", "reportedly",
     "\u202e", "\ud800", "😀", "to", "by", "it is believed that", "claims", ";", "‘", "’"]
)  # fmt: skip


@given(st.lists(CUES | st.text(max_size=6), max_size=40))
def test_any_text(pieces: list[str]) -> None:
    """Whatever the text: no crash, and every span stands where it says."""
    text = " ".join(pieces)
    for voice in voices(text, attitudes=True):
        spans = [voice.content, *voice.parts, *[hop.span for hop in voice.hops if hop.span]]
        spans += [voice.cue] if voice.cue else []
        assert all(span.fits(text) for span in spans)
        assert all(voice.content.holds(part) for part in voice.parts)
