"""Traps of one event: prints, rewritings, revisions, quotes, tolls, twins, and two pairs of eyes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from benchmarks.press.prose import Pen, Report, Said
from benchmarks.press.truth import Difference, Fact, Outcome, Trap
from benchmarks.press.vocabulary import capital, words
from benchmarks.press.world import Desk, Outlet


@dataclass
class Plot:
    """The reports of one trap and what is true of them. Kinships are of report numbers."""

    trap: Trap
    reports: list[Report] = field(default_factory=list)
    kin: list[tuple[int, int, str]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


Maker = Callable[[Desk], Plot]


class Mishap:
    """Something falls, burns or crashes; people die; officials speak."""

    def __init__(self, desk: Desk, place: str = "") -> None:
        self.desk = desk
        kinds = words()["mishap"]["kinds"]
        self.kind: dict[str, Any] = kinds[desk.turn % len(kinds)]
        self.place = place or desk.place
        self.story = f"s{desk.number}.{self.place}"
        self.event = desk.start
        self.chief, self.governor = desk.officials("mishap")
        things = self.kind["things"]
        self.values = {
            "thing": things[desk.number // 16 % len(things)],
            "place": self.place,
            "street": desk.road(),
            "owner": desk.company(),
        }
        self.killed = desk.chance.randrange(2, 30)

    def fact(self, name: str) -> str:
        """The id of one content of this event."""
        return f"{self.story}.{name}"

    def clause(self, pen: Pen, part: str, turn: int | None, **values: str) -> str:
        """A clause of this kind of event."""
        return pen.pick(self.kind[part], turn).format(**self.values, **values)

    def lead(self, pen: Pen, turn: int | None = None, source: str = "") -> Said:
        """That it happened, in the outlet's own voice or as another's report."""
        when = pen.day(self.event)
        clause = self.clause(pen, "happened", turn, when=when)
        if source:
            said = pen.cited(clause, source, self.fact("happened"))
            return replace(said, when=when, time=f"{self.event:%Y-%m-%d}")
        return pen.own(clause, self.fact("happened"), when=when, time=f"{self.event:%Y-%m-%d}")

    def toll(self, pen: Pen, turn: int | None = None, killed: int = 0) -> Said:
        """How many were killed, from the chief."""
        count = killed or self.killed
        clause = self.clause(pen, "killed", turn, n=pen.number(count))
        return pen.said(clause, self.chief, self.fact(f"killed {count}"))

    def cause(self, pen: Pen, turn: int | None = None) -> Said:
        """What caused it, from the governor."""
        return pen.said(self.clause(pen, "cause", turn), self.governor, self.fact("cause"))

    def closed(self, pen: Pen, turn: int | None = None) -> Said:
        """What stays closed, in the outlet's own voice."""
        return pen.own(self.clause(pen, "closed", turn), self.fact("closed"), "")

    def report(self, outlet: Outlet, hours: float, turn: int | None = None, **more: Any) -> Report:
        """A whole report, so many hours after the event."""
        at = self.event + timedelta(hours=hours)
        pen = Pen(self.desk, outlet, at)
        body = [
            [self.lead(pen, turn), self.toll(pen, turn, more.pop("killed", 0))],
            [self.cause(pen, turn), *pen.colour(1)],
            [self.closed(pen, turn)],
            pen.colour(2),
        ]
        return self.headed(outlet, at, body, turn, **more)

    def headed(
        self,
        outlet: Outlet,
        at: datetime,
        body: list[list[Said]],
        turn: int | None = None,
        **more: Any,
    ) -> Report:
        """Paragraphs under a headline of this event."""
        pen = Pen(self.desk, outlet, at)
        headline = capital(self.clause(pen, "headline", turn))
        return Report(outlet, at, self.story, headline, body, **more)

    def told_once(self, *names: str) -> list[Fact]:
        """Facts with one origin each: whoever prints them, they come from one mouth."""
        return [Fact(self.fact(name), 1, "single origin") for name in names]


def dateline(place: str, agency: Outlet, at: datetime) -> str:
    """ "BRENVIK, March 3 (APA) - "."""
    return f"{place.upper()}, {at:%B} {at.day} ({agency.short}) - "


def _wire(event: Mishap, hours: float = 1.0) -> Report:
    agency = event.desk.agency
    wire = event.report(agency, hours, agency=agency.name)
    wire.dateline = dateline(event.place, agency, wire.at)
    return wire


def reprint(wire: Report, outlet: Outlet, hours: float, **more: Any) -> Report:
    """The wire in another paper."""
    return replace(
        wire,
        outlet=outlet,
        at=wire.at + timedelta(hours=hours),
        paragraphs=more.pop("paragraphs", wire.paragraphs),
        dateline="",
        agency=more.pop("agency", ""),
        **more,
    )


def printed(desk: Desk) -> Plot:
    """Three papers print a wire: one with its dateline, one with a credit, one with neither."""
    event = Mishap(desk)
    wire, (one, two, three) = _wire(event), desk.papers(3)
    name = desk.agency.name
    plot = Plot("print", [wire])
    plot.reports.append(reprint(wire, one, 1.5, agency=name))
    plot.reports[1].dateline = wire.dateline
    plot.reports.append(reprint(wire, two, 2.5, agency=name, credit=f"Source: {name}"))
    plot.reports.append(reprint(wire, three, 4))
    plot.kin = [(a, b, "copy") for a in range(4) for b in range(a + 1, 4)]
    plot.facts = event.told_once("happened", f"killed {event.killed}", "cause", "closed")
    return plot


def trimmed(desk: Desk) -> Plot:
    """One paper cuts the wire, another adds two voices of its own."""
    event = Mishap(desk)
    wire, (one, two) = _wire(event), desk.papers(2)
    name = desk.agency.name
    cut = reprint(wire, one, 2, paragraphs=wire.paragraphs[:2], agency=name)
    cut.dateline = wire.dateline
    pen = Pen(desk, two, wire.at)
    more = [*wire.paragraphs[:3], [pen.local(), *pen.colour(1)], [pen.local()], pen.colour(3)]
    longer = reprint(wire, two, 3, paragraphs=more, agency=name, credit=f"({desk.agency.short})")
    plot = Plot(
        "trim", [wire, cut, longer], [(0, 1, "excerpt"), (0, 2, "excerpt"), (1, 2, "excerpt")]
    )
    plot.facts = event.told_once("happened", f"killed {event.killed}", "cause")
    return plot


def rewritten(desk: Desk) -> Plot:
    """Two papers tell in their own words what the agency reported, and say so."""
    event = Mishap(desk)
    wire, papers = _wire(event), desk.papers(2)
    wire.paragraphs = event.report(desk.agency, 1.0, turn=0).paragraphs
    plot = Plot("rewrite", [wire])
    for turn, paper in enumerate(papers, 1):
        at = wire.at + timedelta(hours=2 * turn)
        pen = Pen(desk, paper, at)
        body = [
            [event.lead(pen, turn, source=desk.agency.name), event.toll(pen, turn)],
            [event.cause(pen, turn), *pen.colour(2)],
        ]
        plot.reports.append(event.headed(paper, at, body, turn))
    plot.facts = event.told_once("happened", f"killed {event.killed}", "cause")
    return plot


def revised(desk: Desk) -> Plot:
    """One address, two versions: the toll has grown and a paragraph is new."""
    event = Mishap(desk)
    (paper,) = desk.papers(1)
    first = event.report(paper, 2, slug="report")
    later = first.at + timedelta(hours=5)
    pen = Pen(desk, paper, later)
    more = event.killed + desk.chance.randrange(2, 9)
    body = [list(paragraph) for paragraph in first.paragraphs]
    old, new = pen.number(event.killed), pen.number(more)
    toll = body[0][1]
    text = capital(toll.text.replace(old, new).replace(capital(old), capital(new)))
    body[0][1] = replace(toll, text=text, fact=event.fact(f"killed {more}"))
    body.append([pen.local()])
    plot = Plot("revision", [first, replace(first, at=later, paragraphs=body)])
    plot.kin = [(0, 1, "revision")]
    plot.facts = event.told_once("happened", "cause", "closed")
    plot.differences = [
        Difference(event.fact(f"killed {event.killed}"), event.fact(f"killed {more}"), "update")
    ]
    return plot


def quoted(desk: Desk) -> Plot:
    """Two papers with their own reports quote one speech at length."""
    event = Mishap(desk)
    plot = Plot("quote")
    for turn, paper in enumerate(desk.papers(2)):
        report = event.report(paper, 3 + turn, turn)
        pen = Pen(desk, paper, report.at)
        speech = pen.quote(event.kind["quote"], event.governor, event.fact("speech"))
        report.paragraphs.insert(1, [speech])
        plot.reports.append(report)
    plot.facts = [
        *event.told_once("speech", "cause"),
        Fact(event.fact("happened"), 2, "independent"),
    ]
    return plot


def growing(desk: Desk) -> Plot:
    """Three papers, hours apart, each with the chief's newest count."""
    event = Mishap(desk)
    plot = Plot("toll")
    count = event.killed
    for turn, paper in enumerate(desk.papers(3)):
        plot.reports.append(event.report(paper, 2 + 5 * turn, turn, killed=count))
        if turn:
            before = (
                plot.differences[-1].right
                if plot.differences
                else event.fact(f"killed {event.killed}")
            )
            plot.differences.append(Difference(before, event.fact(f"killed {count}"), "update"))
        count += desk.chance.randrange(2, 9)
    plot.facts = [Fact(event.fact("happened"), 3, "independent"), *event.told_once("cause")]
    return plot


def own_eyes(desk: Desk) -> Plot:
    """Two papers whose reporters were there, in different words."""
    event = Mishap(desk)
    reports = [event.report(paper, 2 + turn, turn) for turn, paper in enumerate(desk.papers(2))]
    facts = [Fact(event.fact(name), 2, "independent") for name in ("happened", "closed")]
    return Plot("own eyes", reports, facts=[*facts, *event.told_once("cause")])


def twin_places(desk: Desk) -> Plot:
    """The same kind of mishap in two places on one day, two reports on each."""
    plot = Plot("twin places")
    for place in (desk.place, desk.other_place):
        event = Mishap(desk, place)
        for turn, paper in enumerate(desk.papers(2)):
            plot.reports.append(event.report(paper, 2 + turn, turn))
        plot.facts.append(Fact(event.fact("happened"), 2, "independent"))
    return plot


MISHAPS: tuple[Maker, ...] = (
    printed, trimmed, rewritten, revised, quoted, growing, own_eyes, twin_places,
)  # fmt: skip
