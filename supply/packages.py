"""The libraries that the package installs, and those that they install, as they lie here."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = "crosswire"


def extras() -> tuple[str, ...]:
    """The extras of the package, those for development too."""
    return tuple(sorted(set(metadata(PACKAGE).get_all("Provides-Extra") or ())))


def brought(*wanted: str) -> dict[str, Distribution]:
    """Libraries by name that the default install and these extras bring; ours is not among them.

    What is not installed here (another system, an extra that was left out) is passed over.
    """
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(PACKAGE, extra) for extra in ("", *wanted)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            told = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = told
        waiting += needs(told, extra)
    found.pop(PACKAGE, None)
    return dict(sorted(found.items()))


def needs(told: Distribution, extra: str = "") -> Iterator[tuple[str, str]]:
    """What a library with this extra asks for here: names, each with each extra it is asked with."""
    for line in told.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            for part in ("", *sorted(need.extras)):
                yield canonicalize_name(need.name), part
