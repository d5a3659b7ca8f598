"""Where each value of a page was read, and what other places tell instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crosswire.records.page import Told, Valued, Witness
from crosswire.text.metadata_names import PLACES, names_at

_WORD = re.compile(r"\w+")
# Runners-up that are kept; pages tell a headline in six places at most.
_MOST = 5
# A runner-up longer than this is cut: it is shown to readers, not read again.
_LONGEST = 200

Places = Sequence[tuple[str, str | None]]
"""Values with the place that tells each, the surest first."""


def witness(field: Valued, value: str | None, places: Places) -> Iterable[Witness]:
    """The places that tell this value, and what the others tell; nothing where there is no value."""
    if not value:
        return
    key = _plain(value)
    agreed = [place for place, told in places if told and _plain(told) == key]
    others = dict.fromkeys(
        f"{told[:_LONGEST]} ({place})" for place, told in places if told and _plain(told) != key
    )
    how = ", ".join(dict.fromkeys(agreed)) or "the text"
    yield Witness(field=field, told=Told(value=value, how=how, others=tuple(others)[:_MOST]))


def of_authors(
    authors: Sequence[str], candidates: Mapping[str, list[Any]], own: set[str]
) -> Iterable[Witness]:
    """The same for names: places that tell the same names in another order agree."""
    told = [(place, names_at(place, candidates.get(place, []), own).persons) for place in PLACES]
    mine = sorted(name.lower() for name in authors)
    value = ", ".join(authors)
    places = [
        (place, value if sorted(map(str.lower, names)) == mine else ", ".join(names))
        for place, names in told
    ]
    return witness("authors", value, places)


def outranked(told: Iterable[Witness], field: Valued, value: str) -> tuple[Witness, ...]:
    """The witnesses where one field came with the page: what the page shows is a runner-up."""
    kept, others = [], tuple[str, ...]()
    for one in told:
        if one.field != field:
            kept.append(one)
        elif _plain(one.told.value) != _plain(value):
            others = (f"{one.told.value[:_LONGEST]} ({one.told.how})", *one.told.others)
        else:
            others = one.told.others
    new = Told(value=value, how="came with the page", others=others[:_MOST])
    return (*kept, Witness(field=field, told=new))


def completed(
    told: Sequence[Witness], values: Iterable[tuple[Valued, str | None, str]]
) -> tuple[Witness, ...]:
    """The witnesses of these values: those that are known, and for the others how they were read."""
    by_field = {one.field: one for one in told}
    found: list[Witness] = []
    for field, value, how in values:
        known = by_field.get(field)
        if not value:
            continue
        if known is not None and known.told.value == value:
            found.append(known)
            continue
        others = (f"{known.told.value[:_LONGEST]} ({known.told.how})",) if known else ()
        found.append(Witness(field=field, told=Told(value=value, how=how, others=others)))
    return tuple(found)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
