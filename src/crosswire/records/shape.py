"""The shape of a stage: group-by plus flat-map, the one operation that every engine has.

A step is two pure functions. `key(record)` names the keys under which the record must meet others
(none: it passes by). `run(key, records, room)` gets all records of one key, ordered by type and
id, and yields records. Both are module-level functions, so that any engine can send them to another
process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from crosswire.records.base import Record, encode

R = TypeVar("R", bound=Record)


class Options(Record, frozen=True, kw_only=True):
    """Base of every stage's settings; each threshold of a subclass carries its calibration."""


@dataclass(frozen=True)
class Room:
    """What a step may look at besides its records: the options of its stage."""

    options: Any


@dataclass(frozen=True)
class Step:
    """One group-by and flat-map. `reads` and `writes` are record types; a test walks the chain.

    `compares` says that the step only compares records with one another: a record that is alone
    under its key is not run.
    """

    name: str
    reads: tuple[type[Record], ...]
    writes: tuple[type[Record], ...]
    key: Callable[[Any], Iterable[str]]
    run: Callable[[str, Sequence[Any], Room], Iterator[Record]]
    compares: bool = False


@dataclass(frozen=True)
class Stage:
    """A named row of steps that share one set of options."""

    name: str
    options: Options
    steps: tuple[Step, ...]


def of_type(records: Sequence[Any], kind: type[R]) -> list[R]:
    """The records of one type, in the order given."""
    return [record for record in records if isinstance(record, kind)]


def order_of(record: Any) -> tuple[str, str]:
    """Where a record stands among others: by type, then by its id or that of its article.

    A record without either is ordered by its canonical JSON, so that no order depends on chance.
    """
    inner = getattr(record, "article", None)
    name = getattr(record, "id", None) or getattr(inner, "id", inner)
    if not isinstance(name, str):
        name = encode(record).decode("utf-8", "surrogatepass")
    return type(record).__name__, name
