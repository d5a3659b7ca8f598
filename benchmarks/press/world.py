"""The world of the press: its places, people, agencies and outlets, all from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from benchmarks.press.vocabulary import words

FIRST_DAY = datetime(2031, 3, 3, tzinfo=UTC)
BUNDLES_A_DAY = 6
OUTLETS = 60
SITES = (
    "jsonld", "meta", "divs", "table", "microdata", "blog", "telephone", "metered", "plain", "dump",
)  # fmt: skip


@dataclass(frozen=True)
class Outlet:
    """Who publishes: the name, the site it has, how it writes days and small numbers."""

    name: str
    short: str
    domain: str
    site: str
    dates: str
    spells: bool
    zone: int


class World:
    """What does not change from event to event."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(f"world {seed}")
        names = words()["names"]
        self.seed = seed
        self.places = ["".join(p) for p in product(names["place_heads"], names["place_tails"])]
        chance.shuffle(self.places)
        homes = self.places[:OUTLETS]
        self.places = self.places[OUTLETS:]
        self.outlets = [
            self._outlet(chance.choice(names["papers"]).format(place=home), chance)
            for home in homes
        ]
        provinces = chance.sample(names["provinces"], 4)
        self.agencies = [
            self._outlet(names["agencies"][n % 2].format(province=province), chance)
            for n, province in enumerate(provinces)
        ]

    @staticmethod
    def _outlet(name: str, chance: random.Random) -> Outlet:
        bare = name.removeprefix("The ")
        return Outlet(
            name=name,
            short="".join(word[0] for word in bare.split()),
            domain=f"{bare.lower().replace(' ', '')}.example",
            site=chance.choice(SITES),
            dates=chance.choice(("weekday", "both", "date")),
            spells=chance.random() < 0.7,
            zone=chance.choice((0, 1, 2)),
        )

    def desk(self, number: int) -> Desk:
        """Where the bundle of this number is written."""
        return Desk(self, number)


class Desk:
    """One bundle's share of the world: its place, its time, its people. It depends on seed and number
    alone, so that any bundle can be written without those before it."""

    def __init__(self, world: World, number: int) -> None:
        self.number = number
        self.chance = random.Random(f"bundle {world.seed} {number}")
        self.place = world.places[2 * number % len(world.places)]
        self.other_place = world.places[(2 * number + 1) % len(world.places)]
        day = FIRST_DAY + timedelta(days=number // BUNDLES_A_DAY)
        self.start = day + timedelta(hours=5, minutes=self.chance.randrange(180))
        self.agency = self.chance.choice(world.agencies)
        self._papers = self.chance.sample(world.outlets, 8)
        self._people: set[str] = set()
        self._colour: list[str] = []
        # Kinds of event go round and shift against the traps: look-alikes stand only where they are meant.
        self.turn = number // 2 + number // 16
        self.street, self.owner = self.road(), self.company()

    def papers(self, count: int) -> list[Outlet]:
        """So many outlets, no two the same."""
        return [self._papers.pop() for _ in range(count)]

    def person(self) -> str:
        """Somebody who has no name yet in this bundle."""
        names = words()["names"]
        while True:
            heads, tails = names["last_heads"], names["last_tails"]
            last = self.chance.choice(heads) + self.chance.choice(tails)
            if last not in self._people:
                self._people.add(last)
                return f"{self.chance.choice(names['first'])} {last}"

    def colour(self) -> str:
        """A form of colour; no two reports of a bundle use one, so that none seems to answer another."""
        if not self._colour:
            forms = words()["colour"]["sentences"]
            self._colour = self.chance.sample(forms, len(forms))
        return self._colour.pop()

    def road(self) -> str:
        """A street: "Kestmere Lane"."""
        names = words()["names"]
        heads, tails = names["place_heads"], names["place_tails"]
        name = self.chance.choice(heads) + self.chance.choice(tails)
        return f"{name} {self.chance.choice(names['street_tails'])}"

    def company(self) -> str:
        """A firm: "Falkberg Brothers"."""
        tails = words()["names"]["owner_tails"]
        return f"{self.person().split()[1]} {self.chance.choice(tails)}"

    def officials(self, kind: str) -> list[str]:
        """Offices with their holders, no office twice: "fire chief Ada Holmberg"."""
        offices = words()["officials"][kind]
        return [f"{office} {self.person()}" for office in self.chance.sample(offices, 2)]
