"""Links: which pairs of statements are alike enough to be one claim, and which must stay apart."""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.match.groups import mutual_best
from crosswire.match.likeness import Pair
from crosswire.records.claim import Statement
from crosswire.records.shape import Options


class LinkOptions(Options, frozen=True, kw_only=True):
    """When two statements are one claim. Calibrated on ten small stories of our own and looked at on
    the development sets; see docs/quality.md for what moving them costs."""

    # Below this likeness two statements count as wholly unlike.
    floor: float = 0.1
    # A headline and the statement of its article that it words: headlines leave out half of it.
    headline: float = 0.2
    # Each other's best counterpart between two articles: enough alone. Lower lets chance pairs in
    # (two sentences that share a place and a number), higher loses paraphrases.
    best_counterpart: float = 0.26
    # Alike enough without being each other's best.
    alike: float = 0.5
    # Two statements of one article are one claim only when they nearly repeat each other.
    same_article: float = 0.5
    # Sentences among which a headline finds the one that it words. Headlines word the lead, or what the
    # lead leads to; further down they only share its subject.
    opening: int = 5
    # Mean likeness that two groups need to become one; stops chains of half-alike statements.
    mean: float = 0.14


def find_links(
    statements: Sequence[Statement], pairs: Sequence[Pair], options: LinkOptions
) -> list[Pair]:
    """Pairs alike enough to be one claim."""
    best = mutual_best(
        [p for p in pairs if statements[p.left].article != statements[p.right].article],
        [statement.article for statement in statements],
    )
    worded = _worded_by_headlines(statements, pairs, options)
    links = []
    for pair in pairs:
        one, other = statements[pair.left], statements[pair.right]
        if one.article == other.article:
            enough = options.headline if (pair.left, pair.right) in worded else options.same_article
        elif (pair.left, pair.right) in best:
            enough = options.best_counterpart
        else:
            enough = options.alike
        if pair.score >= enough and _one_tense(one, other, pair):
            links.append(pair)
    return links


def _worded_by_headlines(
    statements: Sequence[Statement], pairs: Sequence[Pair], options: LinkOptions
) -> set[tuple[int, int]]:
    """Each headline with the statement of its own article's opening that it words best."""
    best: dict[int, Pair] = {}
    for pair in pairs:
        one, other = statements[pair.left], statements[pair.right]
        heads = [n for n in (pair.left, pair.right) if statements[n].label == "headline"]
        opening = min(one.sentence, other.sentence) < options.opening
        if one.article != other.article or len(heads) != 1 or not opening:
            continue
        if heads[0] not in best or pair.score > best[heads[0]].score:
            best[heads[0]] = pair
    return {(pair.left, pair.right) for pair in best.values()}


# What is expected and what has happened are two claims, unless the words are nearly the same.
NEARLY_THE_SAME = 0.75


def _one_tense(one: Statement, other: Statement, pair: Pair) -> bool:
    """A plan and its report may be one claim where they share a telling figure: "will spend $1.2bn"."""
    ahead = {"expected", "conditional"}
    return (
        (one.mode in ahead) == (other.mode in ahead) or pair.score >= NEARLY_THE_SAME or pair.figure
    )


def must_stay_apart(
    statements: Sequence[Statement],
    known: dict[tuple[int, int], float],
    options: LinkOptions,
    a: int,
    b: int,
) -> bool:
    """Two statements of one article that say different things cannot be one claim."""
    if statements[a].article != statements[b].article:
        return False
    if statements[a].span.meets(statements[b].span):
        return True
    floor = (
        options.headline
        if "headline" in (statements[a].label, statements[b].label)
        else options.same_article
    )
    return known.get((min(a, b), max(a, b)), 0.0) < floor
