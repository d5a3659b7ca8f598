"""Archives for the measurements of the desk: one story of fifty articles, and ten thousand stories."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.wire import Desk, report
from benchmarks.wire import pages as wire_pages
from crosswire.records.page import Page
from crosswire.store.archive import Archive, open_archive
from crosswire.upkeep import add
from crosswire.upkeep.fronting import lay_fronts

Fact = tuple[str, str, int]
DAY = date(2031, 3, 4)
FACTS, EACH = 160, 16
"""Facts of the large story, and how many of them each outlet tells: most are told by five of fifty."""

REAL = 120
"""Events that are really worked in; the others are copies of what is told of them."""

_THINGS = (
    "The northern shaft", "The control room", "The second carriage", "The water main",
    "The emergency exit", "The signal box", "The rescue train", "The road above",
    "The loading dock", "The ventilation plant", "The old bridge", "The fuel store",
    "The workers’ hostel", "The switch yard", "The footpath", "The pumping station",
)  # fmt: skip
_DEEDS = (
    "was closed at {n} minutes past seven", "lost {n} windows", "was inspected {n} times last year",
    "will reopen within {n} days", "held {n} people", "burned for {n} hours",
    "was built in 19{n}", "cost {n} million dollars", "was flooded to {n} centimetres",
    "stood still for {n} minutes",
)  # fmt: skip


def large_story(articles: int = 50) -> list[Page]:
    """Reports of one event by so many outlets, in words of their own but for every fourth, which
    prints an agency's; some give other numbers."""
    desk = Desk(seed=11)
    event = desk.event(0, DAY)
    chance = random.Random(3)
    facts = [(thing, deed, chance.randint(21, 60)) for thing in _THINGS for deed in _DEEDS]
    wires = [_text(desk, event.told, facts, chance) for _ in range(3)]
    texts = [
        chance.choice(wires) if place % 4 == 3 else _text(desk, event.told, facts, chance)
        for place in range(articles)
    ]
    return [report(desk, event, place, text) for place, text in enumerate(texts)]


def _text(desk: Desk, told: dict[str, str], facts: Sequence[Fact], chance: random.Random) -> str:
    """What one outlet writes: the event, some facts, and between them what only it has."""
    what, place = told["what"], told["place"]
    lines = [f"The {what} in {place} {told['happened']} on {told['day']}, {told['role']} {told['person']} said."]  # fmt: skip
    for fact in chance.sample(list(facts), EACH):
        lines.append(_sentence(fact, told, chance))
        if chance.random() < 0.5:
            lines.append(
                f"{desk.name()} {desk.name()}, who lives near {desk.name()} Street, "
                f"{chance.choice(('heard', 'saw', 'filmed', 'remembers'))} it from the {desk.name()} side."
            )
    return "\n\n".join(" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3))


def _sentence(fact: Fact, told: dict[str, str], chance: random.Random) -> str:
    thing, deed, number = fact
    deed = deed.format(n=number + (chance.random() < 0.1) * chance.randint(1, 9))
    who = chance.choice((told["person"], told["other"], told["leader"], "police"))
    rest = f"{thing[0].lower()}{thing[1:]} {deed}"
    return chance.choice(
        (
            f"{thing} {deed}.",
            f"{thing} {deed}, {who} said.",
            f"According to {who}, {rest}.",
            f"{who[0].upper()}{who[1:]} told reporters that {rest}.",
        )
    )


def make_large(path: Path, articles: int = 50) -> Path:
    """An archive with one story of so many articles."""
    with open_archive(path) as shelf:
        add(shelf, large_story(articles))
        lay_fronts(shelf)
    return path


def make_many(path: Path, stories: int = 10_000) -> Path:
    """An archive with so many stories: some really worked in, the others copies of what is told."""
    with open_archive(path) as shelf:
        add(shelf, list(wire_pages(REAL, DAY)), workers=1)
        real = shelf.count("threads")
        for copy in range(1, -(-stories // real)):
            with shelf.transaction():
                _copy(shelf, copy)
        lay_fronts(shelf)
    return path


def _copy(shelf: Archive, copy: int) -> None:
    """All threads once more, under other numbers, at other times: what is told, names, news, words."""
    run = shelf.connection.execute
    if copy == 1:
        for table in ("threads", "names", "news", "articles", "members"):
            run(f"CREATE TEMP TABLE real_{table} AS SELECT * FROM {table}")  # noqa: S608
        run("CREATE TEMP TABLE told AS SELECT * FROM memo WHERE step = 'tell'")
    (threads,) = run("SELECT max(number) FROM real_threads").fetchone()
    (articles,) = run("SELECT max(number) FROM real_articles").fetchone()
    for statement in (
        "INSERT INTO memo SELECT step, key || :c, hash, packed FROM told",
        "INSERT INTO threads SELECT number + :t, story || :c, articles, start, 0 FROM real_threads",
        "INSERT INTO names SELECT form, name, thread + :t FROM real_names",
        "INSERT INTO news (id, at, thread, packed) "
        "SELECT id || :c, datetime(at, '-' || :c || ' hours'), thread + :t, packed FROM real_news",
        "INSERT INTO members SELECT number + :a, thread + :t, also FROM real_members",
        "INSERT INTO articles SELECT number + :a, id || :c, page || :c, '', house, outlet, source, "
        "day, loose, shingles, bits, keyed, packed FROM real_articles",
    ):
        values = {"c": copy, "t": threads * copy, "a": articles * copy}
        run(statement, {name: value for name, value in values.items() if f":{name}" in statement})


def newcomers(count: int) -> Sequence[Page]:
    """Pages of other events, to be sent while others read."""
    return list(wire_pages(count, DAY, seed=23))[:count]
