"""Invented news as pages: events of some days, each told by one to twelve outlets, with copies and
later versions; English that the reader finds names, times, numbers and voices in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.piles import SYLLABLES
from crosswire.records.page import Page

REPORTS = (1, 1, 1, 2, 3, 4, 6, 12)
OUTLETS = 120
COPY = 0.25
"""So many reports print another of their event, whole or trimmed."""

WHAT = [
    "ferry",
    "warehouse",
    "bridge",
    "bakery",
    "school",
    "tunnel",
    "museum",
    "orchard",
    "dam",
    "mine",
    "tram",
    "hospital",
    "market",
    "theatre",
    "refinery",
    "library",
    "stadium",
    "brewery",
    "airport",
    "courthouse",
    "greenhouse",
    "quarry",
    "lighthouse",
    "foundry",
]
HAPPENED = [
    "caught fire",
    "was closed after cracks were found",
    "was flooded by the river",
    "was sold to a rival",
    "collapsed during repairs",
    "reopened after two years",
    "was evacuated because of a gas leak",
    "was fined by the regulator",
    "was struck by lightning",
    "was occupied by protesters",
]
ROLES = [
    "mayor",
    "fire chief",
    "police spokeswoman",
    "owner",
    "engineer",
    "union leader",
    "minister",
    "witness",
]
SENTENCES = (
    "The {what} in {place} {happened} on {day}, {role} {person} said.",
    "{count} people were taken to hospital, according to {person}.",
    "“We had no warning at all, and nobody told us what to do,” said {other}, a {role} from {place}.",
    "{firm}, which runs the {what}, denied that inspections had been skipped.",
    "{person} said the damage would cost about {money} million dollars.",
    "An inquiry by {firm} is expected to report on {later}.",
    "The road between {place} and {town} stayed closed until the evening, police said.",
    "At least {count} workers were inside when the {what} {happened}.",
    "{other} told reporters that the {what} had been inspected in March.",
    "Officials in {town} said they had offered help to {place}.",
    "Prime Minister {leader} said the government would pay for the repairs.",
    "The {what} was built {years} years ago and employs {staff} people.",
    "Neighbours brought blankets and soup while {role} {person} spoke to families.",
    "{firm} shares fell {money} percent after the news from {place}.",
    "A second {what} in {town} was checked as a precaution on {later}.",
    "It was not clear how the {what} could have {been} so quickly, {other} said.",
)
ASIDES = (
    "The weather service expects more rain this week.",
    "Parliament debates a law on safety next month.",
    "Last year {years} similar cases were reported in the region.",
    "Residents met in the town hall to talk about what comes next.",
    "Traffic was slow on all roads to the coast.",
)


@dataclass(frozen=True)
class Event:
    """What happened: everything that its reports have in common."""

    number: int
    told: dict[str, str]
    day: date


class Desk:
    """Makes events and reports from one seed: the same seed, the same pages."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)

    def name(self) -> str:
        """An invented name."""
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 2, 3)))).title()

    def event(self, number: int, day: date) -> Event:
        """An event of one day."""
        chance = self.chance
        told = {
            "what": chance.choice(WHAT), "happened": chance.choice(HAPPENED), "place": self.name(),
            "town": self.name(), "person": f"{self.name()} {self.name()}",
            "other": f"{self.name()} {self.name()}", "role": chance.choice(ROLES),
            "firm": f"{self.name()} {chance.choice(('Holdings', 'Works', 'Group', 'Transit'))}",
            "leader": f"{self.name()} {self.name()}", "been": "changed", "day": f"{day:%A}",
            "later": f"{day + timedelta(days=3):%A}", "money": str(chance.randint(2, 90)),
            "years": str(chance.randint(3, 90)), "staff": str(chance.randint(20, 4000)),
        }  # fmt: skip
        return Event(number, told, day)

    def text(self, event: Event, earlier: list[str]) -> str:
        """A report of an event; some print an earlier one."""
        chance = self.chance
        if earlier and chance.random() < COPY:
            lines = chance.choice(earlier).split("\n\n")
            return "\n\n".join(lines[: chance.randint(max(2, len(lines) // 2), len(lines))])
        told = {
            **event.told,
            "count": str(int(event.told["years"]) % 40 + chance.choice((3, 3, 4))),
        }
        some = [SENTENCES[0], *chance.sample(SENTENCES[1:], chance.randint(7, 13))]
        some += chance.sample(ASIDES, 2)
        lines = [line.format(**told) for line in some]
        return "\n\n".join(" ".join(lines[at : at + 2]) for at in range(0, len(lines), 2))


def pages(events: int, day: date, per_day: int = 250, seed: int = 7) -> Iterator[Page]:
    """The reports of so many events, `per_day` events on each day from `day` on, as they come."""
    desk = Desk(seed)
    for start in range(0, events, per_day):
        today = day + timedelta(days=start // per_day)
        batch = []
        for number in range(start, min(start + per_day, events)):
            event = desk.event(number, today)
            printed: list[str] = []
            for place in range(desk.chance.choice(REPORTS)):
                printed.append(desk.text(event, printed))
                batch.append(report(desk, event, place, printed[-1]))
        desk.chance.shuffle(batch)
        yield from batch


def report(desk: Desk, event: Event, place: int, text: str) -> Page:
    """A report as a page."""
    outlet = f"Outlet {desk.chance.randrange(OUTLETS)}"
    told = event.told
    when = (
        f"{event.day.isoformat()}T{desk.chance.randrange(24):02}:{desk.chance.randrange(60):02}:00Z"
    )
    title = desk.chance.choice(
        (
            "{what} in {place} {happened}",
            "{place}: {what} {happened}",
            "{person} speaks on {place} {what}",
        )
    ).format(**told)
    return Page.make(
        f"wire/{event.number}-{place}",
        text.encode(),
        "text/plain",
        address=f"https://{outlet.replace(' ', '').lower()}.example/{event.number}/{place}",
        fields={"title": title.capitalize(), "published": when, "outlet": outlet},
    )
