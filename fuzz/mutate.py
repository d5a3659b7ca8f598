"""A seed and some bytes give damaged bytes, the same ones each time.

`damaged` knows nothing of formats; `broken_page` damages a page as sites, editors and enemies do: tags
torn, nested and doubled, words swollen, figures and dates absurd, another page's half, a wrong encoding.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Change = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

LONGEST = 3_000_000
"""Bytes of a damaged page: twice the largest news page seen, so that bounds are met and time stays short."""

ODD = (
    b"\0", b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x9a\xa2", b"\xe2\x80\xae", b"\xe2\x80\xa8",
    b"\xc2\xa0", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\t", b"&#0;", b"&#xD800;", b"&#x110000;", b"&bogus;", b"&nbsp;",
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"<?", b"'", b'"', b"<script>", b"</script>", b"<p>", b"</p>",
    b"<div>", b"</div>", b"<table><tr><td>", b"<svg><style>", b"<template>", b"<select><option>", b"<plaintext>",
    b"<base href=//x>", b"<meta charset=utf-16>", b"<article>", b"<h1>", b"<time datetime=9999-99-99T99:99Z>",
)  # fmt: skip

FIGURES = (
    "0", "00", "-1", "1e999", "9" * 400, "1,2,3,4,5", "1.000.000,00", "½", "٣", "１２", "31 February", "0000-00-00",
    "99:99", "24:60 a.m.", "2031-02-30T25:61:61+99:99", "Year 10000", "12/31/0001", "+14:00", "UTC+99", "²", "1/0",
    "minus 40", "twelve hundred million thousand", "10-9", "$€£", "5-5-5", "12 12 12 12",
)  # fmt: skip

PHRASES = (
    "said", "said said said", "“", "”", "‘", "’", '"', "according to", "citing", "on Tuesday", "who said that he said that",
    "Mr.", "U.S.", "St.", "(", ")", ",", ";", "—", "...", "at least between 3 and", "not not", "(Reuters) -", "By",
    "Updated:", "he", "THE", "\u202e", "\u0301" * 50, "e\u0301", "İ", "ß", "ﬁ", "\u200d", "👩‍👩‍👧‍👦", "नमस्ते", "שלום", "你好",
)  # fmt: skip

_FIGURE = re.compile(rb"\d[\d.,:/-]*")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_GAP = re.compile(rb"(?<=\w) (?=\w)")


def damaged(data: bytes, seed: object, others: Sequence[bytes] = ()) -> bytes:
    """Bytes with one to eight changes that know nothing of what they hold."""
    return _changed(data, seed, others, BLIND)


def broken_page(data: bytes, seed: object, others: Sequence[bytes] = ()) -> bytes:
    """A page with one to eight changes, blind ones and ones that know pages."""
    return _changed(data, seed, others, (*BLIND, *KNOWING, *KNOWING))


def _changed(
    data: bytes, seed: object, others: Sequence[bytes], changes: Sequence[Change]
) -> bytes:
    chance = random.Random(f"{seed}")
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        data = chance.choice(changes)(chance, data, others or (data,))[:LONGEST]
    return data


def _cut(chance: random.Random, data: bytes, most: int) -> tuple[int, int]:
    """A stretch of the data."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, max(1, most)))


def _flip(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    out = bytearray(data or b"x")
    for _ in range(chance.choice((1, 4, 30))):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _drop(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, data, chance.choice((4, 200, len(data) // 2)))
    return data[:start] + data[end:]


def _insert(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at, piece = chance.randrange(len(data) + 1), chance.choice(ODD)
    return data[:at] + piece * chance.choice((1, 1, 2, 50, 3000)) + data[at:]


def _repeat(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, data, chance.choice((8, 100, 5000)))
    return data[:end] + data[start:end] * chance.choice((1, 2, 20, 1000)) + data[end:]


def _move(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, data, 2000)
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _truncate(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _splice(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


BLIND: tuple[Change, ...] = (_flip, _drop, _insert, _repeat, _move, _truncate, _splice)


def _instead(
    pattern: re.Pattern[bytes], chance: random.Random, data: bytes, made: Callable[[bytes], bytes]
) -> bytes:
    """Some or all places of a pattern as something else."""
    share = chance.choice((0.02, 0.2, 1.0))
    return pattern.sub(lambda found: made(found[0]) if chance.random() < share else found[0], data)


def _figures(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return _instead(_FIGURE, chance, data, lambda _: chance.choice(FIGURES).encode())


def _phrases(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return _instead(_GAP, chance, data, lambda _: f" {chance.choice(PHRASES)} ".encode())


def _gaps(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    piece = chance.choice(
        (b"", b"\xc2\xa0", b"\n", b"\xe2\x80\x8b", b" " * 40, b"<br>", b"<b> </b>")
    )
    return _instead(_GAP, chance, data, lambda _: piece)


def _tags(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    ways: tuple[Callable[[bytes], bytes], ...] = (
        lambda _: b"",
        lambda tag: tag * 2,
        lambda tag: tag.upper(),
        lambda tag: tag.replace(b"/", b""),
        lambda tag: tag[:-1],
        lambda tag: tag[:-1] + b" x='" + b"a" * 300 + b"'>",
        lambda _: chance.choice(ODD),
    )
    return _instead(_TAG, chance, data, chance.choice(ways))


def _nest(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    tag = chance.choice(
        (b"div", b"b", b"ul><li", b"table><tr><td", b"blockquote", b"a href=x", b"font", b"section")
    )
    depth = chance.choice((5, 130, 4000))
    start, end = _cut(chance, data, 20_000)
    close = b"</" + re.split(rb"[ >]", tag)[0] + b">" if chance.random() < 0.5 else b""
    return data[:start] + (b"<" + tag + b">") * depth + data[start:end] + close * depth + data[end:]


def _encoded(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    text = data.decode("utf-8", "replace")
    way = chance.choice(
        ("utf-16", "utf-16-le", "utf-7", "cp1252", "koi8-r", "shift_jis", "utf-8-sig", "utf-32")
    )
    if chance.random() < 0.3:
        return text.encode("utf-8").decode("latin-1").encode("utf-8")
    return text.encode(way, "replace")


def _cased(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    return chance.choice((bytes.upper, bytes.lower, bytes.swapcase, bytes.title))(data)


def _swollen(chance: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice(
        (*FIGURES, *PHRASES, "word ", "A. B. ", "Ada Quill, ", "12 ", "a")
    ).encode()
    return data[:at] + piece * chance.choice((30, 1000, 30_000)) + data[at:]


KNOWING: tuple[Change, ...] = (_figures, _phrases, _gaps, _tags, _nest, _encoded, _cased, _swollen)
