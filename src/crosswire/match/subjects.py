"""Of whom a statement speaks first: the bearer of the first name in it, or the last one named before
where it opens with a pronoun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from crosswire import facts
from crosswire.match.roll import Roll
from crosswire.records.claim import Statement

# Sentences back in which a pronoun finds its bearer.
BACK = 2


class Subjects:
    """Looks up the subjects of one story's statements."""

    def __init__(self, statements: Sequence[Statement], roll: Roll) -> None:
        self.roll = roll
        self._by_article: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            self._by_article[statement.article].append(statement)

    def of(self, statement: Statement) -> str:
        """The bearer's id; "" where none is named."""
        if not opens_with_pronoun(statement):
            return self._first_named(statement)
        for other in reversed(self._by_article[statement.article]):
            before = 0 < statement.sentence - other.sentence <= BACK
            if before and other.label == statement.label:
                found = self._first_named(other)
                if found:
                    return found
        return ""

    def _first_named(self, statement: Statement) -> str:
        """The person, else the body, whose name stands first in what is told."""
        places: list[tuple[int, str]] = []
        for bearer in self.roll.named(statement):
            known = self.roll.bearers[bearer]
            at = [statement.told.find(form) for form in known.variants]
            found = [place for place in at if place >= 0]
            if found and known.kind in ("person", "organization"):
                places.append((min(found), bearer))
        return min(places)[1] if places else ""


def opens_with_pronoun(statement: Statement) -> bool:
    """Does what is told begin with "he", "it", "their"?"""
    first = statement.told.strip(" \"'“”‘’").partition(" ")[0].lower()
    return first in facts.words("opposites", "frame", "pronouns")
