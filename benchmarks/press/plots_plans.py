"""Traps of plans, rumours and counts: expectations and their outcomes, denials, circles, marches, series."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from benchmarks.press.plots import Maker, Plot
from benchmarks.press.prose import Pen, Report
from benchmarks.press.truth import Difference, Fact, Outcome
from benchmarks.press.vocabulary import capital, words
from benchmarks.press.world import Desk, Outlet
from crosswire.records.claim import Status


class Deal:
    """Two governments are to sign something on a day."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.table = desk, words()["deal"]
        one, two = desk.chance.sample(words()["names"]["provinces"], 2)
        thing = self.table["things"][desk.turn % len(self.table["things"])]
        self.values = {"one": one, "two": two, "thing": thing, "place": desk.place}
        self.due = desk.start + timedelta(days=desk.chance.randrange(2, 5))
        self.later = self.due + timedelta(days=7)
        self.spokesperson = desk.officials("deal")[0]
        self.story = f"s{desk.number}"
        self.pages = desk.chance.randrange(20, 300)

    def announced(self, outlet: Outlet, hours: float, turn: int) -> Report:
        """The report before: what is to come."""
        at = self.desk.start + timedelta(hours=hours)
        pen = Pen(self.desk, outlet, at)
        when = pen.day(self.due)
        clause = pen.pick(self.table["will"], turn).format(**self.values, day=when)
        told = pen.said(clause, self.spokesperson, f"{self.story}.will", "expected", when=when,
                        time=f"{self.due:%Y-%m-%d}")  # fmt: skip
        return self._report(
            outlet, at, "announced", turn, [[told], [self._terms(pen, turn)], pen.colour(2)]
        )

    def outcome(self, outlet: Outlet, what: str, turn: int) -> Report:
        """The report after: what came of it."""
        parts = {"kept": "signed", "cancelled": "dropped", "postponed": "delayed"}
        day = self.due if what == "kept" else self.due - timedelta(days=1)
        at = day + timedelta(hours=10 + turn)
        pen = Pen(self.desk, outlet, at)
        when, later = pen.day(day), pen.day(self.later).removeprefix("on ")
        clause = pen.pick(self.table[what], turn).format(**self.values, when=when, later=later)
        told = pen.own(clause, f"{self.story}.{what}")
        if what != "kept":
            told = pen.said(clause, self.spokesperson, f"{self.story}.{what}")
        return self._report(
            outlet, at, parts[what], turn, [[told], [self._terms(pen, turn + 1)], pen.colour(2)]
        )

    def _terms(self, pen: Pen, turn: int) -> Any:
        clause = pen.pick(self.table["terms"], turn).format(n=self.pages)
        return pen.own(clause, f"{self.story}.terms")

    def _report(self, outlet: Outlet, at: Any, heads: str, turn: int, body: Any) -> Report:
        headline = capital(
            Pen(self.desk, outlet, at).pick(self.table[heads], turn).format(**self.values)
        )
        return Report(outlet, at, self.story, headline, body)


def _planned(desk: Desk, what: str, status: Status) -> Plot:
    deal = Deal(desk)
    one, two, three = desk.papers(3)
    plot = Plot("open", [deal.announced(one, 2, 0), deal.announced(two, 3, 1)])
    if what:
        plot.reports.append(deal.outcome(three, what, 0))
    plot.facts = [Fact(f"{deal.story}.will", 1, "single origin")]
    plot.outcomes = [Outcome(f"{deal.story}.will", status, f"{deal.due:%Y-%m-%d}")]
    return plot


def kept(desk: Desk) -> Plot:
    """What was announced comes about on its day."""
    plot = _planned(desk, "kept", "fulfilled")
    plot.trap = "kept"
    return plot


def cancelled(desk: Desk) -> Plot:
    """What was announced is called off."""
    plot = _planned(desk, "cancelled", "cancelled")
    plot.trap = "cancelled"
    return plot


def postponed(desk: Desk) -> Plot:
    """What was announced is put off."""
    plot = _planned(desk, "postponed", "postponed")
    plot.trap = "postponed"
    return plot


def still_open(desk: Desk) -> Plot:
    """Nobody has yet told what came of it."""
    return _planned(desk, "", "open")


class Rumour:
    """A firm is said to close a plant."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.table = desk, words()["rumour"]
        firm = self.table["firms"][desk.turn % len(self.table["firms"])]
        thing = desk.chance.choice(self.table["makes"])
        self.values = {"firm": firm, "place": desk.place, "thing": thing}
        self.story = f"s{desk.number}"
        self.workers = desk.chance.randrange(200, 3000)

    def report(self, outlet: Outlet, hours: float, turn: int, house: str = "", who: str = "", denies: bool = False) -> Report:  # fmt: skip
        """A report that has it from another outlet, or from somebody who says or denies it."""
        at = self.desk.start + timedelta(hours=hours)
        pen = Pen(self.desk, outlet, at)
        part, heads = ("denial", "denied") if denies else ("claim", "headline")
        clause = pen.pick(self.table[part], turn).format(**self.values)
        fact = f"{self.story}.{part}"
        mode: Any = "" if denies else "expected"
        told = pen.cited(clause, house, fact, mode) if house else pen.said(clause, who, fact, mode)
        count = pen.own(
            pen.pick(self.table["workers"], turn).format(**self.values, n=pen.number(self.workers)),
            f"{self.story}.workers",
        )
        headline = pen.pick(self.table[heads], turn).format(**self.values)
        return Report(outlet, at, self.story, headline, [[told], [count], pen.colour(3)])


def denied(desk: Desk) -> Plot:
    """One official says it, another denies it."""
    rumour = Rumour(desk)
    one, two = desk.papers(2)
    plot = Plot("denial")
    says, denies = desk.officials("firm")
    plot.reports = [
        rumour.report(one, 2, 0, who=says),
        rumour.report(two, 5, 1, who=denies, denies=True),
    ]
    yes, no = f"{rumour.story}.claim", f"{rumour.story}.denial"
    plot.facts = [Fact(yes, 1, "single origin"), Fact(no, 1, "single origin")]
    plot.differences = [Difference(yes, no, "conflict")]
    return plot


def circling(desk: Desk) -> Plot:
    """Three papers have it from one another, nobody from anybody else."""
    rumour = Rumour(desk)
    papers = desk.papers(3)
    plot = Plot("circle")
    for turn, paper in enumerate(papers):
        plot.reports.append(rumour.report(paper, 2 + turn, turn, house=papers[turn - 2].name))
    plot.facts = [Fact(f"{rumour.story}.claim", 1, "circular")]
    return plot


def counted(desk: Desk) -> Plot:
    """The police and the organisers count one march."""
    table = words()["gathering"]
    cause = table["causes"][desk.number // 16 % len(table["causes"])]
    values = {"place": desk.place, "cause": cause, "street": desk.street}
    few = 100 * desk.chance.randrange(3, 40)
    counts = (few, few * desk.chance.randrange(3, 6))
    story = f"s{desk.number}"
    plot = Plot("count")
    for turn, (paper, who, count) in enumerate(
        zip(desk.papers(2), table["counters"], counts, strict=True)
    ):
        at = desk.start + timedelta(hours=6, minutes=10 * turn)
        pen = Pen(desk, paper, at)
        when = pen.day(desk.start)
        met = pen.own(pen.pick(table["met"], turn).format(**values, when=when), f"{story}.met", when=when,
                      time=f"{desk.start:%Y-%m-%d}")  # fmt: skip
        told = pen.said(
            pen.pick(table["counted"], turn).format(n=pen.number(count)), who, f"{story}.{count}"
        )
        headline = pen.pick(table["headline"], turn).format(**values)
        plot.reports.append(Report(paper, at, story, headline, [[met], [told], pen.colour(3)]))
        plot.facts.append(Fact(f"{story}.{count}", 1, "single origin"))
    plot.facts.append(Fact(f"{story}.met", 2, "independent"))
    plot.differences = [Difference(f"{story}.{counts[0]}", f"{story}.{counts[1]}", "conflict")]
    return plot


_NTH = ("eleventh", "12th", "13th", "14th", "15th")


def next_in_a_row(desk: Desk) -> Plot:
    """The twelfth and the thirteenth of a kind, a day apart, two reports on each."""
    table = words()["series"]
    thing = table["things"][desk.number // 16 % len(table["things"])]
    first = desk.chance.randrange(len(_NTH) - 1)
    plot = Plot("next in a row")
    for step in range(2):
        story, day = f"s{desk.number}.{step}", desk.start + timedelta(days=step)
        millions, who = desk.chance.randrange(20, 900), desk.officials("series")[0]
        for turn, paper in enumerate(desk.papers(2)):
            at = day + timedelta(hours=3 + turn)
            pen = Pen(desk, paper, at)
            when = pen.day(day)
            values = {"place": desk.place, "thing": thing, "nth": _NTH[first + step], "when": when}
            adopted = pen.own(pen.pick(table["adopted"], turn).format(**values), f"{story}.adopted",
                              when=when, time=f"{day:%Y-%m-%d}")  # fmt: skip
            worth = pen.pick(table["worth"], turn).format(**values, n=millions)
            body = [[adopted, pen.said(worth, who, f"{story}.worth")], pen.colour(3)]
            headline = capital(pen.pick(table["headline"], turn).format(**values))
            plot.reports.append(Report(paper, at, story, headline, body))
        plot.facts.append(Fact(f"{story}.adopted", 2, "independent"))
        plot.facts.append(Fact(f"{story}.worth", 1, "single origin"))
    return plot


PLANS: tuple[Maker, ...] = (
    kept, cancelled, postponed, still_open, denied, circling, counted, next_in_a_row,
)  # fmt: skip
