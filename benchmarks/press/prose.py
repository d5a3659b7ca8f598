"""The grammar of the press: clauses filled in, put into somebody's mouth, and dated as an outlet does."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from benchmarks.press.vocabulary import capital, words
from benchmarks.press.world import Desk, Outlet
from crosswire.records.claim import Mode

# Thirteen and more are written in figures.
_SPELLED = tuple(words()["numbers"]["spelled"])


@dataclass(frozen=True)
class Said:
    """A sentence as it is written, and what it tells."""

    text: str
    fact: str = ""
    source: str = ""
    mode: Mode | Literal[""] = "reported"
    when: str = ""
    time: str = ""


@dataclass
class Report:
    """An article before it is printed. `paragraphs` hold sentences."""

    outlet: Outlet
    at: datetime
    story: str
    headline: str
    paragraphs: list[list[Said]]
    agency: str = ""
    dateline: str = ""
    credit: str = ""
    author: str = ""
    slug: str = ""
    kin: list[tuple[int, str]] = field(default_factory=list)


class Pen:
    """How one outlet writes on one event."""

    def __init__(self, desk: Desk, outlet: Outlet, at: datetime) -> None:
        self.desk, self.outlet, self.at = desk, outlet, at
        self.chance = random.Random(f"{desk.number} {outlet.name} {at}")

    def number(self, count: int) -> str:
        """A number as the outlet writes it."""
        if self.outlet.spells and count < len(_SPELLED):
            return str(_SPELLED[count])
        return f"{count:,}" if count > 9999 else str(count)

    def day(self, day: datetime) -> str:
        """ "on Monday", "on Monday, 3 March", "on 3 March"."""
        date = f"{day.day} {day:%B}"
        told = {"weekday": f"{day:%A}", "both": f"{day:%A}, {date}", "date": date}
        return f"on {told[self.outlet.dates]}"

    def pick(self, wordings: Sequence[str], turn: int | None = None) -> str:
        """One of the wordings; `turn` chooses, so that two outlets can be made to differ."""
        return wordings[turn % len(wordings)] if turn is not None else self.chance.choice(wordings)

    def own(
        self, clause: str, fact: str = "", mode: Mode | Literal[""] = "reported", **when: str
    ) -> Said:
        """The clause as a sentence of the outlet's own."""
        return Said(f"{capital(clause)}.", fact, "", mode, **when)

    def said(
        self,
        clause: str,
        who: str,
        fact: str = "",
        mode: Mode | Literal[""] = "reported",
        **when: str,
    ) -> Said:
        """The clause in somebody's mouth; `who` is an office with its holder, or an office."""
        forms = words()["attribution"]
        form = self.chance.choice([*forms["after"], *forms["before"]])
        text = form.format(claim=clause if form.startswith("{who}") else capital(clause), who=who)
        return Said(capital(text), fact, who, mode, **when)

    def cited(
        self, clause: str, house: str, fact: str = "", mode: Mode | Literal[""] = "reported"
    ) -> Said:
        """The clause as another outlet's."""
        form = self.chance.choice(words()["attribution"]["citing"])
        text = form.format(claim=clause if form[1] == "o" else capital(clause), outlet=house)
        return Said(text, fact, house, mode)

    def quote(self, text: str, who: str, fact: str = "") -> Said:
        """Speech between marks."""
        return Said(f"“{text},” {who} said.", fact, who)

    def colour(self, count: int) -> list[Said]:
        """Sentences that any event might have."""
        return [self._filled(self.desk.colour()) for _ in range(count)]

    def local(self) -> Said:
        """A voice from the street."""
        return self._filled(self.chance.choice(words()["colour"]["local"]))

    def _filled(self, form: str) -> Said:
        count = self.chance.randrange(13, 400)
        town = self.desk.road().split()[0]
        street, person = self.desk.road(), self.desk.person()
        return Said(form.format(person=person, street=street, town=town, n=count))
