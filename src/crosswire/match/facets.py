"""All that two reports can differ in beside figures, times and yes or no, as differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crosswire.match.accusations import find_answered
from crosswire.match.classes import classes_differ, find_classed
from crosswire.match.differ import Difference, amounts_differ, negation_differs
from crosswire.match.mouths import find_mouths
from crosswire.match.order import find_ordered, orders_differ
from crosswire.match.ordinals import find_places, places_in_row_differ
from crosswire.match.places import capes_differ, seas_differ
from crosswire.records.claim import Statement
from crosswire.records.reading import Amount

Odds = tuple[Statement, Statement, Difference]


def facets(
    statements: Sequence[Statement],
    everything: Sequence[Statement],
    ordinals: Mapping[str, Sequence[Amount]],
) -> Iterator[Odds]:
    """Pairs of statements of one story and what they differ in; `ordinals` by statement.

    `statements` are those that tell the news; where the same words prove that one thing is meant,
    `everything` is looked at, background too.
    """
    for a, b in classes_differ(list(find_classed(statements))):
        told = Difference("name", a.about, a.words, b.words, str(a.kind), str(b.kind))
        yield a.statement, b.statement, told
    for here, there in (*seas_differ(statements), *capes_differ(everything)):
        told = Difference("place", here.about, here.words, there.words, here.key, there.key)
        yield here.statement, there.statement, told
    for first, second in orders_differ(find_ordered(statements)):
        one, other = first.statement, second.statement
        yield one, other, Difference("time", "which came first", one.told, other.told, "1", "2")
    for place, rival in places_in_row_differ(find_places(statements, ordinals)):
        about = f"{place.amount.thing} {place.row}"
        yield place.statement, rival.statement, amounts_differ(place.amount, rival.amount, about)
    for one, other in find_mouths(everything):
        names = one.sources[-1].name, other.sources[-1].name
        yield one, other, Difference("attribution", "who said it", *names, *names)
    for no, yes in find_answered(everything):
        yield no, yes, negation_differs(no, yes)
