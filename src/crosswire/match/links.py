"""Links: which pairs of statements are alike enough to be one claim, and which must stay apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from crosswire.match.groups import mutual_best
from crosswire.match.likeness import Pair
from crosswire.match.tolls import toll_kind
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
    # Mean likeness that two groups need to become one; stops chains of half-alike statements. From .15
    # to .2 nothing changes; at .26 claims fall apart on our own stories and on the ledgers.
    mean: float = 0.16
    # What a pair of unlike statements of one article counts less in that mean: a long article comes
    # back to a thing in other words, so it must not forbid. At 0 and at .6 ledgers lose .02 and .01.
    unlike_in_article: float = 0.3


def find_links(
    statements: Sequence[Statement],
    pairs: Sequence[Pair],
    options: LinkOptions,
    when: Sequence[Set[str]] = (),
) -> list[Pair]:
    """Pairs alike enough to be one claim; `when` holds the words of time of each statement."""
    best = mutual_best(
        [p for p in pairs if statements[p.left].article != statements[p.right].article],
        [statement.article for statement in statements],
    )
    worded = _worded_by_headlines(statements, pairs, options)
    tolls = [tolls_told(statement) for statement in statements]
    links = []
    for pair in pairs:
        one, other = statements[pair.left], statements[pair.right]
        if one.article == other.article and one.span.meets(other.span):
            continue  # a piece of a sentence is like the sentence, and says less
        if differ_in_toll(tolls[pair.left], tolls[pair.right]):
            continue
        if one.article == other.article:
            enough = options.headline if (pair.left, pair.right) in worded else options.same_article
        elif (pair.left, pair.right) in best:
            enough = options.best_counterpart
        else:
            enough = options.alike
        times = when[pair.left] | when[pair.right] if when and not pair.figure else frozenset()
        if pair.score >= enough and _one_tense(one, other, pair) and _one_matter(one, other, times):
            links.append(pair)
    return links


def tolls_told(statement: Statement) -> frozenset[str]:
    """The tolls that it tells figures of: the dead, the injured, the missing."""
    kinds = (toll_kind(statement, amount) for amount in statement.amounts)
    return frozenset(kind for kind in kinds if kind is not None)


def differ_in_toll(one: Set[str], other: Set[str]) -> bool:
    """How many died and how many were hurt are two claims, whatever else their sentences share."""
    return bool(one and other) and not one & other


def _one_matter(one: Statement, other: Statement, when: Set[str]) -> bool:
    """Do they share more than when it was: two things of one evening are two things?"""
    shared = set(one.words) & set(other.words)
    return not shared or not shared <= when


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


def said_against(
    statements: Sequence[Statement],
    known: Mapping[tuple[int, int], float],
    options: LinkOptions,
    a: int,
    b: int,
) -> float:
    """What speaks against two statements (a < b) being one claim: an article hardly says a thing twice
    in other words, and a piece of a sentence is there for what the rest of it does not say."""
    one, other = statements[a], statements[b]
    if one.article != other.article:
        return 0.0
    likeness = known.get((a, b), 0.0)
    if one.span.meets(other.span):
        return likeness + options.unlike_in_article
    headline = "headline" in (one.label, other.label)
    enough = options.headline if headline else options.same_article
    return 0.0 if likeness >= enough else options.unlike_in_article
