"""What a story shows of itself: its first and last day, its main places and names, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from crosswire.records.base import Feature
from crosswire.records.reading import Reading

MOST = 5
PLACES = ("place",)
NAMES = ("person", "organization")


def main_names(
    members: Sequence[str], readings: Mapping[str, Reading], kinds: Sequence[str]
) -> tuple[str, ...]:
    """The names that most articles tell, then those told most often; five at most."""
    return tuple(name for name, _, _ in _most_told(members, readings, kinds))


def reasons(
    members: Sequence[str], readings: Mapping[str, Reading], days: Mapping[str, str]
) -> tuple[Feature, ...]:
    """Why a story has its days, places and names: what was chosen on the left, why on the right; the value is
    how many articles tell it. `days` tells the day of publication (ISO) of those that have one."""
    found = []
    if days:
        for name, day in (("first day", min(days.values())), ("last day", max(days.values()))):
            count = sum(told == day for told in days.values())
            why = f"{_of(count, len(members))} published then"
            found.append(Feature(name=name, value=float(count), left=day, right=why))
    for kinds, name in ((PLACES, "place"), (NAMES, "name")):
        for chosen, articles, times in _most_told(members, readings, kinds):
            why = f"in {_of(articles, len(members))}, {times} {'time' if times == 1 else 'times'}"
            found.append(Feature(name=name, value=float(articles), left=chosen, right=why))
    return tuple(found)


def _of(count: int, size: int) -> str:
    return f"{count} of {size} {'article' if size == 1 else 'articles'}"


def _most_told(
    members: Sequence[str], readings: Mapping[str, Reading], kinds: Sequence[str]
) -> list[tuple[str, int, int]]:
    """Each name with how many articles tell it and how often all together."""
    articles: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for member in members:
        reading = readings.get(member)
        for entity in reading.entities if reading else ():
            if entity.kind in kinds:
                articles[entity.name] += 1
                times[entity.name] += entity.count
    order = sorted(articles, key=lambda name: (-articles[name], -times[name], name))
    return [(name, articles[name], times[name]) for name in order[:MOST]]
