"""Hostile input, a few seconds of it: `make fuzz` and `python -m fuzz.pages` take longer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import make_article
from crosswire.records.base import Span
from crosswire.records.page import Block
from fuzz import child, pages
from fuzz.__main__ import CORPUS, by_chance, seeds
from fuzz.doors import DOORS, enter
from fuzz.mutate import broken_page, damaged
from fuzz.shrink import shrunk
from fuzz.sound import UnsoundError, check

PLAIN = sorted(set(DOORS) - {"api"})  # the API has a file of its own
EACH = 8
few = settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_door_has_inputs_and_every_input_a_door() -> None:
    """The corpus is small, and lies under the names of the doors."""
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(DOORS)
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(sizes) < 100_000


@pytest.mark.parametrize("door", PLAIN)
def test_whole_and_torn_inputs_pass_or_are_refused(door: str) -> None:
    """Our inputs and a few damaged ones raise nothing but refusals, and what comes out is sound."""
    known = [path.read_bytes() for path in seeds(door)]
    for data in known:
        enter(door, data)
    for number in range(EACH):
        enter(door, damaged(known[number % len(known)], (door, number), known)[:20_000])


@pytest.mark.parametrize("door", PLAIN)
def test_any_bytes_pass_or_are_refused(door: str) -> None:
    """Bytes of chance raise nothing but refusals."""

    @few
    @given(st.binary(max_size=300))
    def one(data: bytes) -> None:
        enter(door, data)

    one()


@few
@given(st.text(max_size=300), st.sampled_from(["html", "text", "jsonld", "jsonlines", "rules"]))
def test_any_text_passes_or_is_refused(text: str, door: str) -> None:
    """So does any text, lone surrogates included."""
    enter(door, text.encode("utf-8", "surrogatepass"))


def test_the_same_seed_does_the_same_damage() -> None:
    """A failure can be repeated from its number alone."""
    body = (
        b"<h1>Ferry aground</h1><p>The ferry ran aground on 4 March, the harbour master said." * 9
    )
    assert broken_page(body, (1, 7)) == broken_page(body, (1, 7))
    assert len({broken_page(body, (1, number)) for number in range(20)}) > 15


def _bad(data: bytes) -> None:
    if b"!" in data:
        raise KeyError("x")
    while b"?" in data:
        pass


def test_a_crash_and_a_hang_are_told_apart() -> None:
    """What raises, and what takes more processor time than it may, is found in a child's process."""
    assert child.tried(_bad, b"fine", 2).kind == "fine"
    crash = child.tried(_bad, b"!", 2)
    assert (crash.kind, crash.what.split()[0]) == ("crash", "KeyError")
    assert child.tried(_bad, b"?", 1).kind == "hang"


def test_what_fails_is_made_small() -> None:
    """Pieces are left out while the input still fails."""
    assert shrunk(b"a" * 500 + b"!" + b"b" * 300, lambda data: b"!" in data) == b"!"


def test_a_span_that_does_not_quote_its_text_is_told() -> None:
    """The check of what comes out finds a block that says something else than its place."""
    article = make_article("The ferry ran aground.")
    wrong = Block(label="body", text="x", span=Span(start=4, end=9, quote="wharf"))
    check([article])
    with pytest.raises(UnsoundError):
        check([replace(article, blocks=(wrong,))])


def test_damaged_pages_are_tried_and_counted(tmp_path: Path) -> None:
    """A handful of damaged pages: all are counted, nothing fails, nothing is saved."""
    report = pages.run(
        6, 0, seed=3, workers=1, found=tmp_path / "found", known=pages.sources()[:9], read_every=3
    )
    assert report.line().startswith("pages 6 · crashes 0 · hangs 0 · peak ")
    assert report.is_well(pages.MOST_MB)
    assert not (tmp_path / "found").exists()


def test_chance_alone_looks_too(tmp_path: Path) -> None:
    """Without atheris inputs are damaged by chance."""
    assert by_chance("address", 0, tmp_path) == 0
