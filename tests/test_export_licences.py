"""Licences: nothing that the package or its extras install is under the GPL or LGPL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires

import pytest
from packaging.requirements import Requirement

EXTRAS = ("", *sorted(set(metadata("crosswire").get_all("Provides-Extra") or ())))


def brought(name: str, extra: str, seen: set[tuple[str, str]]) -> Iterator[str]:
    """The packages that one brings with this extra, and those that they bring."""
    for line in requires(name) or ():
        need = Requirement(line)
        if need.marker is not None and not need.marker.evaluate({"extra": extra}):
            continue
        for part in ("", *sorted(need.extras)):
            if (need.name, part) in seen:
                continue
            seen.add((need.name, part))
            yield need.name
            try:
                yield from brought(need.name, part, seen)
            except PackageNotFoundError:  # an extra that is not installed here
                continue


def licence(name: str) -> str:
    """What a package says of its licence, in the field or in the classifiers."""
    told = metadata(name)
    kinds = [line for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    # Some packages put the whole text of the licence into the field.
    field = told.get("License-Expression") or (told.get("License") or "").split("\n")[0]
    return " ".join([field, *kinds])


@pytest.mark.parametrize("extra", EXTRAS)
def test_nothing_installed_is_under_the_gpl(extra: str) -> None:
    """Neither the default install nor an extra brings a GPL, LGPL or AGPL library."""
    told = {}
    for name in brought("crosswire", extra, set()):
        try:
            told[name] = licence(name)
        except PackageNotFoundError:
            continue
    # "MPL-1.1 OR GPL-2.0-only" lets us choose.
    wrong = {
        name: text
        for name, text in told.items()
        if all(re.search(r"\b[AL]?GPL", choice) for choice in text.split(" OR "))
    }
    assert told and not wrong, wrong
