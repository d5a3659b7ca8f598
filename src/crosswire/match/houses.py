"""Whose text it is: the agency behind a lineage, and what its witnesses disagree about.

Witnesses are a page of the agency's own, and the agency that a credit, dateline or signature names.
An article that names none is tied to the agency whose text it shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from crosswire.match.same_source import same_house
from crosswire.records.base import Issue
from crosswire.records.lineage import Kinship
from crosswire.records.page import Article


def named_house(article: Article) -> str | None:
    """The agency that an article names as its own, by credit or dateline, or as its outlet."""
    if article.agency:
        return article.agency
    return article.outlet if article.outlet_kind == "agency" else None


def credits_other(one: Article, other: Article) -> bool:
    """Does one of the two name the other's outlet as the agency it prints?"""
    return _credits(one, other) or _credits(other, one)


def _credits(paper: Article, wire: Article) -> bool:
    if not paper.agency or not wire.outlet or not same_house(paper.agency, wire.outlet):
        return False
    return not same_house(paper.outlet or "", wire.outlet)


def house_of(members: Sequence[Article], kinships: Sequence[Kinship]) -> str | None:
    """The agency whose text the members share, who stand earliest first.

    An agency's own page outranks a credit, the earlier article the later. A text that only takes a
    passage over tells of the passage, so it is asked last.
    """
    takers = {kin.right for kin in kinships if kin.relation == "excerpt"}
    asked = sorted(
        members, key=lambda one: (one.outlet_kind != "agency", one.id in takers)
    )  # stable: the earliest of each kind first
    return next((house for one in asked if (house := named_house(one))), None)


def at_odds(article: Article, named: Mapping[str, Sequence[str]]) -> Iterator[Issue]:
    """One issue for each two witnesses of one article (dateline, byline, credit) that name different
    agencies. Witnesses that share one name agree: two agencies may stand behind one text."""
    for (one, ours), (other, theirs) in combinations(named.items(), 2):
        if not any(same_house(a, b) for a in ours for b in theirs):
            yield Issue.make(
                "lineage",
                "agencies disagree",
                "doubt",
                article.source,
                f"its {one} names {' and '.join(ours)}, its {other} {' and '.join(theirs)}",
                advice=f"Taken for a text of {article.agency or ours[0]}.",
                article=article.id,
            )


def doubts(members: Sequence[Article], kinships: Sequence[Kinship]) -> Iterator[Issue]:
    """One issue for each two agencies that are named for one text."""
    by_id = {article.id: article for article in members}
    told: list[tuple[str, str]] = []
    for kin in sorted(kinships, key=lambda kin: kin.id):
        left, right = by_id[kin.left], by_id[kin.right]
        ours, theirs = named_house(left), named_house(right)
        if kin.relation == "excerpt" or not ours or not theirs or same_house(ours, theirs):
            continue
        if any(same_house(ours, a) and same_house(theirs, b) for a, b in told):
            continue
        told += [(ours, theirs), (theirs, ours)]
        yield Issue.make(
            "lineage",
            "agencies disagree",
            "doubt",
            right.source,
            f"names {theirs}, but its text is that of {left.source}, which names {ours}",
            advice="One of the two credits is wrong, or one agency carries the other's text.",
            article=right.id,
        )
