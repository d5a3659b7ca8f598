"""The words of the press, read from `vocabulary.toml` and checked."""

from __future__ import annotations

import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("vocabulary.toml")
_SLOTS = "{thing}{place}{when}{n}{one}{two}{day}{later}{firm}{nth}{cause}{claim}{who}{outlet}{person}{province}{street}{owner}{town}"
SLOTS = frozenset(slot for _, slot, _, _ in string.Formatter().parse(_SLOTS) if slot)


@cache
def words() -> dict[str, Any]:
    """All tables; ValueError names a slot that the grammar cannot fill."""
    table: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
    for text in _strings(table):
        unknown = {slot for _, slot, _, _ in string.Formatter().parse(text) if slot} - SLOTS
        if unknown:
            raise ValueError(f"{FILE.name}: {text!r} has no word for {sorted(unknown)}")
    return table


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [text for part in inner for text in _strings(part)]


def capital(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]
