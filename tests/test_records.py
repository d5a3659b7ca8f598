"""The floor: ids, spans, judgements, canonical bytes."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import PipelineError
from crosswire.records.base import Issue, Judgement, Span, encode, make_id
from crosswire.records.page import Page

PARTS = st.lists(st.text(), max_size=4)


@given(PARTS, PARTS)
def test_ids_tell_apart_how_parts_are_cut(one: list[str], other: list[str]) -> None:
    """The same parts give the same id, other parts another, even when their letters run together."""
    assert (make_id("x", *one) == make_id("x", *other)) == (one == other)


@given(st.text(min_size=1), st.data())
def test_a_span_carries_its_quote(text: str, data: st.DataObject) -> None:
    """What a span quotes stands in the text where its offsets say."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.fits(text)
    assert text[span.start : span.end] == span.quote


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 9), (2, 2), (3, 1)])
def test_a_span_outside_its_text_is_refused(start: int, end: int) -> None:
    """Offsets that hold nothing are an error of the step that made them."""
    with pytest.raises(PipelineError):
        Span.of("crane", start, end)


@given(
    st.tuples(st.integers(0, 50), st.integers(0, 50)),
    st.tuples(st.integers(0, 50), st.integers(0, 50)),
)
def test_spans_meet_both_ways(one: tuple[int, int], other: tuple[int, int]) -> None:
    """Meeting is symmetric, and a span that holds another meets it."""
    a = Span(start=min(one), end=max(one) + 1, quote="")
    b = Span(start=min(other), end=max(other) + 1, quote="")
    assert a.meets(b) == b.meets(a)
    assert not a.holds(b) or a.meets(b)


def test_a_judgement_does_not_depend_on_the_order_of_its_pair() -> None:
    """A-B and B-A are one question with one id."""
    one = Judgement.make("copy", "a", "b", yes=True, score=0.5)
    assert one == Judgement.make("copy", "b", "a", yes=True, score=0.5)


def test_a_person_and_the_machine_judge_separately() -> None:
    """A person's judgement stands beside the machine's, it does not overwrite it."""
    machine = Judgement.make("same story", "a", "b", yes=True, score=0.9)
    person = Judgement.make("same story", "a", "b", yes=False, score=1.0, by="Ann")
    assert machine.id != person.id


def test_a_page_is_known_by_what_it_holds_not_by_where_it_lies() -> None:
    """The same bytes at two places are one page."""
    here, there = (Page.make(p, b"<p>x</p>", "text/html") for p in ("a.html", "b/c.html"))
    assert here.id == there.id
    assert here.id != Page.make("a.html", b"<p>x</p>", "text/html", address="https://x.example/").id


def test_records_are_frozen_and_refuse_unknown_fields() -> None:
    """Nobody changes a record, and a misspelt field is loud."""
    issue = Issue.make("clean", "empty", "skipped", "a.txt", "the file is empty")
    with pytest.raises(AttributeError):
        issue.message = "other"  # type: ignore[misc]
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"start": 0, "end": 1, "quote": "a", "sturt": 2}', type=Span)


@given(st.text(), st.integers(), st.integers())
def test_encoding_and_decoding_give_the_record_back(quote: str, start: int, end: int) -> None:
    """Canonical JSON loses nothing."""
    if any("\ud800" <= letter <= "\udfff" for letter in quote):
        return
    span = Span(start=start % 2**31, end=end % 2**31, quote=quote)
    assert msgspec.json.decode(encode(span), type=Span) == span
