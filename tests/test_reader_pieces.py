"""Word pieces and shapes: what the encoder is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import DataError
from crosswire.reader.reader import has_weights, weights_folder
from crosswire.reader.shapes import SHAPES, shapes_of, voice_of
from crosswire.reader.wordpieces import MOST_PIECES, WordPieces

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
CUTTER = WordPieces([*SPECIAL, "har", "##bour", "##s", "cafe", "'", "a", "##a", "日"])


def test_a_word_is_cut_into_its_longest_pieces() -> None:
    """Greedy from the left, small letters, accents gone."""
    assert CUTTER.of("Harbours") == (4, 5, 6)
    assert CUTTER.of("Café") == (7,)


def test_what_cannot_be_cut_is_unknown() -> None:
    """One strange part makes its part unknown, never an error."""
    assert CUTTER.of("quux") == (1,)
    assert CUTTER.of("\u200b\x00") == (1,)
    assert CUTTER.of("a日a") == (9, 11, 9)


def test_a_word_of_a_million_letters_gives_few_pieces() -> None:
    """No page can stall the reader with one long word."""
    assert len(CUTTER.of("a" * 1_000_000)) <= MOST_PIECES
    assert len(CUTTER.of("'" * 1_000_000)) == MOST_PIECES


def test_a_vocabulary_without_its_special_pieces_is_refused() -> None:
    """The message names what is missing."""
    with pytest.raises(DataError, match="SEP"):
        WordPieces(["[PAD]", "[UNK]", "[CLS]"])


@given(st.text())
def test_any_text_gives_known_pieces(text: str) -> None:
    """Control characters, lone surrogates and emoji included."""
    pieces = CUTTER.of(text)
    assert 1 <= len(pieces) <= MOST_PIECES
    assert all(0 <= piece < 12 for piece in pieces)


@given(st.lists(st.text(min_size=1), max_size=20))
def test_each_word_has_one_shape_in_range(words: list[str]) -> None:
    """Shapes index a table of fixed size."""
    shapes = shapes_of(words)
    assert len(shapes) == len(words)
    assert all(0 <= shape < SHAPES for shape in shapes)


def test_a_shape_tells_capitals_and_the_opening() -> None:
    """The same word has another shape inside a sentence, and in a line of capitals."""
    plain = shapes_of(["Talks", "began", "in", "Talks", "yesterday"])
    assert plain[0] != plain[3]
    assert shapes_of(["TALKS", "BEGAN", "TODAY"])[2] != shapes_of(["talks", "began", "TODAY"])[2]
    assert voice_of([8, 8, 8, 4]) == 1


@pytest.mark.skipif(not has_weights(), reason="no weights are installed")
@pytest.mark.filterwarnings("ignore")
def test_pieces_are_those_of_the_reference() -> None:
    """Our cutting agrees with the `tokenizers` library on words of all kinds."""
    tokenizers = pytest.importorskip("tokenizers")
    path = weights_folder() / "vocab.txt"
    reference = tokenizers.BertWordPieceTokenizer(str(path), lowercase=True)
    ours = WordPieces(path.read_text("utf-8").splitlines())
    words = [
        "Harbour",
        "re-elected",
        "N'Djamena",
        "São",
        "O’Brien",
        "€4.5bn",
        "U.S.",
        "1,500km",
        "İstanbul",
        "naïve",
        "Ångström",
        "ﬁre",
        "МОСКВА",
        "東京都",
        "한국",
        "😀",
        "a\u200bb",
        "Ærø",
        "l'été",
        "COVID-19",
        "@someone",
        "#tag",
        "élan",
        "ß",
        "½",
        "２０",
        "…—",
        "«x»",
    ]
    for word in words:
        assert ours.cut(word) == reference.encode(word, add_special_tokens=False).ids, word
