"""What Spark's Python workers do: records out of rows, keys for them, groups run, rows out of records.

All functions here are module-level and take what they need, so that they reach the workers by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from crosswire.engines.bounds import bounded, passes_over
from crosswire.errors import PipelineError
from crosswire.records.base import Record, encode
from crosswire.records.shape import Room, Step, order_of

Keyed = tuple[bytes, str, str, str]
"""Group key, type, name and JSON of a record, as it travels to its group."""

Made = tuple[bytes, int, str, str, str]
"""Under which key and as how manieth it was yielded; type, name and JSON."""

Settle = Callable[[Sequence[Record]], Iterable[Record]]


@cache
def _decoder(kind: type[Record]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def record_of(kinds: Mapping[str, type[Record]], kind: str, body: str) -> Record:
    """The record of a row."""
    record: Record = _decoder(kinds[kind]).decode(body)
    return record


def row_of(record: Record) -> tuple[str, str, str]:
    """Type, name and JSON of a record."""
    kind, name = order_of(record)
    return kind, name, encode(record).decode()


def raw(key: str) -> bytes:
    """A key as bytes, whatever it holds; bytes stand in the order of the text."""
    return key.encode("utf-8", "surrogatepass")


def keyed(
    key: Callable[[Any], Iterable[str]], kinds: Mapping[str, type[Record]], rows: Iterable[Any]
) -> Iterator[Keyed]:
    """A row for each key of each record."""
    for kind, name, body in rows:
        for one in key(record_of(kinds, kind, body)):
            yield raw(one), kind, name, body


def run_groups(
    step: Step, room: Room, kinds: Mapping[str, type[Record]], rows: Iterable[Any]
) -> Iterator[Made]:
    """What the step makes of the groups, one after another; rows of a group stand together, in order."""
    for key, group in groupby(rows, key=itemgetter(0)):
        records = [record_of(kinds, kind, body) for _, kind, _, body in group]
        if (step.compares and len(records) < 2) or passes_over(step, len(records)):
            continue
        records.sort(key=order_of)
        told = bytes(key).decode("utf-8", "surrogatepass")
        yield from _numbered(key, _checked(step, told, records, room))


def _checked(step: Step, key: str, records: Sequence[Record], room: Room) -> Iterator[Record]:
    taken, issues = bounded(step, key, records)
    yield from issues
    for record in step.run(key, taken, room):
        if not isinstance(record, step.writes):
            raise PipelineError(f"step {step.name} yielded a {type(record).__name__}, undeclared")
        yield record


def _numbered(key: bytes, records: Iterable[Record]) -> Iterator[Made]:
    for number, record in enumerate(records):
        yield (bytes(key), number, *row_of(record))


def taken(
    read: Callable[[Any], Iterable[Record]], places: Iterable[tuple[int, Any]]
) -> Iterator[Made]:
    """The records of the places, by type and name; the key tells which place came first."""
    for number, place in places:
        yield from _numbered(b"%010d" % number, read(place))


def settled(
    settle: Settle, kinds: Mapping[str, type[Record]], rows: Iterable[Any]
) -> Iterator[Made]:
    """The first of the records of one name, and what `settle` says of the others."""
    for _, group in groupby(rows, key=itemgetter(0, 1)):
        told = list(group)
        records = [record_of(kinds, kind, body) for kind, _, _, _, body in told]
        yield from _numbered(bytes(told[0][2]), settle(records))
