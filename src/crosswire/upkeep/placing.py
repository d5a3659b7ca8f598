"""Where a newcomer belongs: which threads it touches, and how those are laid anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crosswire.match.settling import Settling
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.threads import NEVER, Floor

Pair = tuple[int, int]


class Places:
    """Puts articles into threads. `touched` are the threads that changed and still have articles."""

    def __init__(self, desk: Desk, floor: Floor) -> None:
        self.desk, self.floor = desk, floor
        self.touched: set[int] = set()

    def place(self, number: int, kin: Sequence[int]) -> None:
        """Finds the thread of a newcomer that is linked to those around it and tied to its kin."""
        threads = self.desk.threads
        homes = self._homes([*self.floor.links(number), *kin, *self._judged_with(number)])
        for home in {homes[other] for other in kin if other in homes}:
            self._touch(home)
        if self._is_loose(number) and not kin and not self._judged_with(number):
            own = threads.open()
            self._put(own, [number])
            self._join_loose(sorted({*homes.values()}))
            return
        touched = self._touched_by(number, kin, homes)
        members = sorted({number, *(m for home in touched for m in threads.members(home))})
        self.lay(members, touched)

    def _is_loose(self, number: int) -> bool:
        return self.desk.articles.row(number).loose

    def _homes(self, numbers: Iterable[int]) -> dict[int, int]:
        """The threads that these articles belong to; those of round-ups hold nothing together."""
        found = {}
        for number in numbers:
            home = self.desk.threads.home(number)
            if home is not None and not self._is_loose(number):
                found[number] = home
        return found

    def _touched_by(self, number: int, kin: Iterable[int], homes: dict[int, int]) -> set[int]:
        """Threads that the newcomer may join, merge or split."""
        touched = {homes[other] for other in (*kin, *self._judged_with(number)) if other in homes}
        mass: dict[int, float] = {}
        for other in self.floor.links(number):
            if other in homes:
                worth = self.floor.worth(number, other)
                mass[homes[other]] = mass.get(homes[other], 0.0) + worth
                if worth >= 1.0:
                    touched.add(homes[other])
        for home, sum_ in mass.items():
            if sum_ >= Settling.looked_at * len(self.desk.threads.members(home)):
                touched.add(home)
        return touched

    def review(self, numbers: Sequence[int]) -> None:
        """Lays anew the threads that these articles are in, and those they are alike enough for."""
        touched: set[int] = set()
        for number in numbers:
            homes = self._homes([*self.floor.links(number), *self._judged_with(number)])
            own = self.desk.threads.home(number)
            touched |= self._touched_by(number, (), homes) | ({own} if own else set())
        members = sorted(member for home in touched for member in self.desk.threads.members(home))
        self.lay(members, touched)

    def lay(self, members: Sequence[int], touched: Iterable[int]) -> None:
        """Lays the articles of some threads anew: each group keeps the thread most of it had."""
        touched = sorted(touched)
        together, apart = self.bonds(members)
        groups = self.floor.grouped(members, together, apart)
        self.assign(groups, touched)
        self._join_loose(sorted({self.desk.threads.home(member) or 0 for member in members}))

    def assign(self, groups: Sequence[Sequence[int]], touched: Sequence[int]) -> list[int]:
        """Gives each group a thread: the one most of its articles had, where no other has it; their
        numbers. Those of `touched` that no group keeps are closed.
        """
        threads = self.desk.threads
        homes = {m: threads.home(m) for group in groups for m in group}
        claims = sorted(
            (
                (-count, home, place)
                for place, group in enumerate(groups)
                for home, count in Counter(homes[m] for m in group).items()
                if home is not None
            )
        )
        kept: dict[int, int] = {}
        taken: set[int] = set()
        for _, home, place in claims:
            if place not in kept and home not in taken:
                kept[place] = home
                taken.add(home)
        for place, group in enumerate(groups):
            number = kept.get(place) or kept.setdefault(place, threads.open())
            if set(group) == set(threads.members(number)):
                continue
            for left in {was for m in group if (was := homes[m])} - {number}:
                self._touch(left, number)
            self._put(number, group)
        for home in touched:
            if home not in taken:
                threads.close(home)
                self.touched.discard(home)
        return [kept[place] for place in range(len(groups))]

    def _put(self, number: int, group: Sequence[int]) -> None:
        self._touch(number)
        self.desk.threads.put(number, group, self.desk.threads.also(number))

    def _touch(self, home: int, heir: int | None = None) -> None:
        """A thread is no longer as it was told; what was told of it is known to its heir."""
        self.desk.touch(home)
        if heir is not None:
            self.desk.passes_on(home, heir)
        self.desk.threads.spoil(home)
        self.touched.add(home)

    def _join_loose(self, homes: Sequence[int]) -> None:
        """The round-ups that report these threads too."""
        threads = self.desk.threads
        for home in homes:
            group = threads.members(home)
            if not group or all(self._is_loose(member) for member in group):
                continue
            mass: dict[int, float] = {}
            for member in group:
                for other in self.floor.links(member):
                    if self._is_loose(other):
                        mass[other] = mass.get(other, 0.0) + self.floor.worth(member, other)
            also = sorted(other for other, sum_ in mass.items() if sum_ >= len(group))
            also = [other for other in also if other not in group]
            if also != threads.also(home):
                self._touch(home)
                threads.put(home, group, also)

    def bonds(self, members: Sequence[int]) -> tuple[list[Pair], list[Pair]]:
        """Who must be together (people, then kin within some weeks), and who apart."""
        here = set(members)
        human = [(pair, yes) for pair, yes in self._human() if here.issuperset(pair)]
        apart = sorted({pair for pair, yes in human if not yes})
        kin = {
            (min(one, other), max(one, other))
            for one in members
            for other in self.desk.kin.near(one)
            if other in here and self._near_in_time(one, other)
        }
        wanted = [*sorted({pair for pair, yes in human if yes}), *sorted(kin)]
        return _bound(wanted, apart), apart

    def _near_in_time(self, one: int, other: int) -> bool:
        days = self.floor.day(one), self.floor.day(other)
        return NEVER in days or abs(days[0] - days[1]) <= self.floor.options.days_apart

    def _human(self) -> list[tuple[Pair, bool]]:
        """What people judged of articles that are here."""
        found = []
        for judged in self.desk.judged:
            rows = [self.desk.articles.find(name) for name in (judged.left, judged.right)]
            if rows[0] is not None and rows[1] is not None and rows[0] != rows[1]:
                one, other = sorted((rows[0].number, rows[1].number))
                found.append(((one, other), judged.yes))
        return found

    def _judged_with(self, number: int) -> list[int]:
        """Those that people judged to be of one story with an article, or not."""
        return [
            other
            for pair, _ in self._human()
            if number in pair
            for other in pair
            if other != number
        ]


def _bound(wanted: Sequence[Pair], apart: Sequence[Pair]) -> list[Pair]:
    """The pairs, first come first, that bring none together that is to be apart."""
    home = {item: item for pair in (*wanted, *apart) for item in pair}
    kept = []
    for left, right in wanted:
        one, other = home[left], home[right]
        joined = {item for item, group in home.items() if group in (one, other)}
        if any(joined.issuperset(pair) for pair in apart):
            continue
        kept.append((left, right))
        home.update(dict.fromkeys((item for item in joined), one))
    return kept
