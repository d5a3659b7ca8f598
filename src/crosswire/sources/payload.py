"""The body of an HTTP answer: its chunks joined and its packing undone, never beyond a bound."""

from __future__ import annotations

import io
import re
import zlib

from fastwarc.stream_io import BrotliReader

_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def unwrapped(raw: bytes, transfer: str, encoding: str, limit: int) -> bytes:
    """The body as the page's author wrote it, at most `limit` bytes and one more.

    `transfer` and `encoding` are the answer's Transfer-Encoding and Content-Encoding. Raises
    ValueError where they do not hold. Crawlers that store bodies unpacked often leave the headers
    as they were, so a body that is plainly not packed is taken as it is.
    """
    if "chunked" in transfer.lower():
        raw = _joined(raw)
    for name in reversed([name.strip() for name in encoding.lower().split(",")]):
        raw = _unpacked(raw, name, limit)
    return raw


def _joined(raw: bytes) -> bytes:
    parts, at = [], 0
    while (mark := _CHUNK.match(raw, at)) and (length := int(mark[1], 16)):
        parts.append(raw[mark.end() : mark.end() + length])
        at = mark.end() + length
        at += 2 if raw.startswith(b"\r\n", at) else raw.startswith(b"\n", at)
    return b"".join(parts) or raw


def _unpacked(raw: bytes, name: str, limit: int) -> bytes:
    if name in {"", "identity"} or raw.lstrip()[:1] == b"<":
        return raw
    try:
        if name in {"gzip", "x-gzip"}:
            return zlib.decompressobj(wbits=31).decompress(raw, limit + 1)
        if name == "deflate":
            # The standard means zlib, many servers send it bare.
            wbits = 15 if raw[:1] == b"\x78" else -15
            return zlib.decompressobj(wbits=wbits).decompress(raw, limit + 1)
        if name == "br":
            return bytes(BrotliReader(io.BytesIO(raw)).read(limit + 1))
    except (zlib.error, OSError) as error:
        raise ValueError(f"it is not packed with {name}") from error
    raise ValueError(f"nothing here unpacks {name}")
