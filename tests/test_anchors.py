"""Which moment a time in an article is counted from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.base import Span
from crosswire.records.page import Article, Block, Told
from crosswire.text.anchors import stretches, times_of
from crosswire.text.times import find_times

TEXTS = ["The tide was high on Tuesday.", "Divers came on Tuesday.", "It began on Tuesday."]


def article(
    texts: list[str], times: list[str | None], anchor: str | None = "2024-05-16"
) -> Article:
    text, blocks, start = "\n\n".join(texts), [], 0
    for one, time in zip(texts, times, strict=True):
        span = Span.of(text, start, start + len(one))
        blocks.append(Block(label="entry" if time else "body", text=one, span=span, time=time))
        start += len(one) + 2
    return Article(
        id="a", page="p", source="a.html", text=text, body_end=len(texts[0]), blocks=tuple(blocks),
        anchor=Told(value=anchor, how="json-ld") if anchor else None,
    )  # fmt: skip


def test_each_entry_counts_from_its_own_time() -> None:
    """One word, three days: the lead's of the publication, each entry's of its own time."""
    live = article(TEXTS, [None, "2024-05-10T09:00:00Z", "2024-05-03T09:00:00Z"])
    assert [time.value for time in times_of(live)] == ["2024-05-14", "2024-05-07", "2024-04-30"]
    assert [live.text[t.span.start : t.span.end] for t in times_of(live)] == [
        time.span.quote for time in times_of(live)
    ]


def test_an_ordinary_article_is_read_as_a_whole() -> None:
    """Without entries nothing changes; a time that is none is passed over."""
    for plain in (article(TEXTS, [None] * 3), article(TEXTS, ["noon", None, None])):
        assert stretches(plain) == [(0, len(plain.text), "2024-05-16")]
        assert times_of(plain) == find_times(plain.text, "2024-05-16")


@given(
    st.lists(st.sampled_from([None, "2024-05-10", "2024-05-11T08:00:00Z"]), min_size=1, max_size=6),
    st.integers(0, 200),
)
def test_stretches_cover_the_text_without_gaps(times: list[str | None], longest: int) -> None:
    """Every character up to the bound stands in exactly one stretch."""
    told = article([f"Entry {n}." for n in range(len(times))], times)
    rows = stretches(told, longest)
    assert "".join(told.text[start:end] for start, end, _ in rows) == told.text[:longest]
