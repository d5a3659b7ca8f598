"""Does one text come from the other, and how? What the evidence adds up to.

1. Enough of the shorter text stands in the longer, beyond chance and in somebody's own voice.
2. Names, figures and rare words agree too, and where the evidence is little, none stands exchanged: one
   template filled twice is no copy.
3. One desk, or those who write on one page, revise; others copy, whole or in part.
4. What stands at one address at two times are versions, however little of the words was kept.
"""

from __future__ import annotations

from crosswire.match.addresses import is_one_place
from crosswire.match.align import Rows, passages, rows_in_common
from crosswire.match.direction import earlier, moment
from crosswire.match.evidence import CHANCE, Evidence, Sketch, evidence, own_words
from crosswire.match.fingerprint import SEED_WORDS
from crosswire.match.form import same_subject
from crosswire.match.houses import credits_other
from crosswire.match.meeting import MeetingOptions
from crosswire.records.base import Feature, Record, make_id
from crosswire.records.lineage import Kinship, Passage, Relation
from crosswire.records.page import Article, Told


class KinshipOptions(MeetingOptions, frozen=True, kw_only=True):
    """When two texts are kin, and how. Calibrated in November 2026 on four development sets of pairs: a wire
    of 1987, versions of encyclopedia articles, reprints among pages of one topic, and forty pairs
    read by a person."""

    share: float = 0.2
    """Least part of the shorter text in runs beyond their first five words. At .15 follow-ups that
    reuse background become kin, at .25 trimmed reprints with local paragraphs are lost."""

    aligned: float = 0.1
    """Rows of four words in common, as a part of the shorter text's, from which two texts are aligned at
    all: half of what the least kinship has."""

    evidence: int = 25
    """Least such words in all: short items made from one template share some fifteen. Where one
    names the other's agency, so many words are a passage taken over, however long the rest is."""

    opening: float = 0.5
    """Part of the first words in common from which two texts open alike."""

    unchanged: float = 0.99
    """A text of which so much stands in the other, both ways, is the same text."""

    copied: float = 0.7
    """With so much of both texts in common one is a copy of the other, below an excerpt."""

    revised: float = 0.5
    """One desk's texts that share less, and open otherwise, are two articles with some background in
    common."""

    whole: float = 0.75
    """With this share of all words nothing else is asked of short texts but their telling words."""

    telling: float = 0.5
    """Least part of the rarer names, figures and words in common: filled templates have less."""

    plenty: int = 60
    plenty_telling: float = 0.4
    """With so much evidence and nothing exchanged, less: a wire that was cut before it came to the names
    of its end has few in common."""

    nearly_all: float = 0.9
    """Above this share of all words, or of the telling ones, nothing else is asked."""

    plain_share: float = 0.4
    plain_telling: float = 0.75
    plain_evidence: int = 12
    """Short texts that exchange no name or figure are kin with less evidence, when so many of their
    words and of their telling ones agree."""

    template_telling: float = 0.65
    """With one exchange, fewer telling words in common than this are a template's too."""

    swaps: int = 2
    """With little evidence, so many places where one name or figure stands for another betray a
    template. Reprints have none, rarely one; bond issues and results have three and more."""

    template_days: int = 5
    much: int = 150
    """So many days apart, and with less evidence than this, one name or figure exchanged is enough for
    a template: weekly and monthly notices repeat all but their figures. With this much and half of the
    shorter text no name need be looked at."""

    kept: int = 4
    kept_opening: float = 0.24
    """Words beyond chance, or the part of the opening, that two living pages which define one subject
    must share. Of pages on other subjects of the same kind none gets this far."""

    living_evidence: int = 40
    living_telling: float = 0.6
    """What they must share when no subject tells them one: pages on like subjects borrow more words
    from one another, but not those that tell."""

    little: int = 50
    """Evidence below this is little: a template of a hundred words can give it."""


def _kin(found: Evidence, options: KinshipOptions) -> bool:
    """Is one text from the other? What is quick to find is asked first."""
    if _is_beyond_doubt(found, options):
        return True
    enough = found.beyond_share >= options.share and found.beyond_chance >= options.evidence
    enough = enough or found.share >= options.whole
    if not enough and not _is_short_copy(found, options):
        return False
    plenty = found.beyond_chance >= options.plenty and not found.swaps
    telling = options.plenty_telling if plenty else options.telling
    if found.telling < telling or _is_template(found, options):
        return False
    return enough or (found.telling >= options.plain_telling and not found.swaps)


def _is_beyond_doubt(found: Evidence, options: KinshipOptions) -> bool:
    """So much in common that no name need be looked at?"""
    much = found.beyond_chance >= options.much and found.beyond_share >= options.revised
    return much or found.share > options.nearly_all


def _is_short_copy(found: Evidence, options: KinshipOptions) -> bool:
    """Little text, but most of it: enough where no name or figure stands exchanged."""
    return found.share >= options.plain_share and found.beyond_chance >= options.plain_evidence


def _is_template(found: Evidence, options: KinshipOptions) -> bool:
    """Two fillings of one form: with little evidence, names and figures stand exchanged."""
    if found.beyond_chance >= options.little or found.telling >= options.nearly_all:
        return False
    return found.swaps >= options.swaps or (
        found.swaps > 0 and found.telling < options.template_telling
    )


class Tie(Record, frozen=True, kw_only=True):
    """A kinship before its whole lineage is known.

    `hand`: did one desk write both? Null when nothing is known of either. `living`: are both pages
    that are written on, not reports of the day? `identical`: are they the same words?
    """

    id: str
    kinship: Kinship
    hand: bool | None
    living: bool
    identical: bool


def judge(one: Sketch, other: Sketch, options: KinshipOptions) -> Tie | None:
    """The tie of two articles, or None when neither text comes from the other."""
    left, right = one.article, other.article
    hand = _same_hand(left, right)
    filed = hand is None and _has_clock(left.published) and _has_clock(right.published)
    living = hand is None and not filed and _both_live(one, other)
    placed, credited = is_one_place(left, right), credits_other(left, right)
    rows = rows_in_common(one.words, other.words)
    if not (living or placed or credited) and _is_hopeless(rows, one, other, options):
        return None
    found = evidence(one, other, rows)
    kin = placed or _kin(found, options) or (living and _lives_on(found, options))
    kin = kin or (credited and found.beyond_chance >= options.evidence)
    if not kin or _is_refilled(left, right, found, options):
        return None
    versions = placed and found.part < options.unchanged
    relation = "revision" if versions else _relation(found, hand, filed, living, options)
    return Tie(
        id=make_id("kinship", *sorted((left.id, right.id))),
        kinship=_kinship(found, relation, options),
        hand=hand,
        living=living,
        identical=found.identical,
    )


def _is_hopeless(rows: Rows, one: Sketch, other: Sketch, options: KinshipOptions) -> bool:
    """Too few rows of words in common for any kinship of reports? A run of n words has n - 3 rows, and
    n - 5 words beyond chance; the last line only spares work, it refuses nothing that could be kin."""
    shorter = min(len(one.words), len(other.words))
    if rows.in_common < options.aligned * shorter:
        return True
    little = rows.in_common < options.plain_evidence + CHANCE - SEED_WORDS + 1
    plain = one.plain or other.plain
    return plain and little and SEED_WORDS * rows.in_common < options.whole * shorter


def _kinship(found: Evidence, relation: Relation, options: KinshipOptions) -> Kinship:
    """The kinship with its passages, the earlier text left where that can be told."""
    left, right = found.left.article, found.right.article
    turned, how = earlier(left, right, relation, found.shares)
    told = _passages(found, whole=relation != "excerpt")
    if turned:
        left, right = right, left
        told = tuple(Passage(left=part.right, right=part.left) for part in told)
    return Kinship(
        id=make_id("kinship", left.id, right.id),
        left=left.id,
        right=right.id,
        relation=relation,
        direction=how,
        share=round(min(found.share, 1.0), 4),
        passages=told,
        features=_features(found, options),
    )


def _features(found: Evidence, options: KinshipOptions) -> tuple[Feature, ...]:
    """What decided; of the same words nothing more need be told."""
    told = (
        Feature(name="words beyond chance", value=float(found.beyond_chance)),
        Feature(name="opening in common", value=round(found.opening, 4)),
        Feature(name="edited places", value=float(found.edits)),
    )
    if _is_beyond_doubt(found, options):
        return told
    return (
        *told,
        Feature(name="telling words in common", value=round(found.telling, 4)),
        Feature(name="names and figures exchanged", value=float(found.swaps)),
    )


def _passages(found: Evidence, *, whole: bool) -> tuple[Passage, ...]:
    """All spans that two texts share. Of an excerpt those are left out that both only quote: what is
    taken over is prose, and a speech keeps its own source."""
    rows = [
        row
        for row in found.rows
        if whole or any(own_words(run, found.left.own, found.right.own) for run in row)
    ]
    left, right = found.left, found.right
    joined = [run for row in rows for run in row]
    return passages(left.body, right.body, left.words, right.words, joined)


def _both_live(one: Sketch, other: Sketch) -> bool:
    """Are both texts living pages? Of two that define one subject, one has to show it."""
    if one.living and other.living:
        return True
    return (one.living or other.living) and same_subject(one.body, other.body)


def _lives_on(found: Evidence, options: KinshipOptions) -> bool:
    """Two states of one living page, of which little was left standing.

    Either both define the same subject and a little of the wording is the same, or enough text stands
    whose telling words agree.
    """
    if found.swaps > 1:
        return False
    if same_subject(found.left.body, found.right.body):
        return found.beyond_chance >= options.kept or found.opening >= options.kept_opening
    if found.beyond_chance >= options.living_evidence:
        return found.telling >= options.living_telling
    return (
        found.beyond_chance >= options.plain_evidence
        and found.telling >= options.plain_telling
        and not found.swaps
    )


def _relation(
    found: Evidence, hand: bool | None, filed: bool, living: bool, options: KinshipOptions
) -> Relation:
    """One desk revises its text, and so do those who write on one page; others copy it, whole or in
    part. Items of a feed without outlets that open alike are of one desk."""
    evolves = found.opening >= options.opening
    if hand and found.part < options.unchanged and (evolves or found.share >= options.revised):
        return "revision"
    if filed and found.part < options.unchanged and evolves:
        return "revision"
    if living and found.part < 1.0:
        return "revision"
    return "copy" if found.part >= options.copied else "excerpt"


def _is_refilled(left: Article, right: Article, found: Evidence, options: KinshipOptions) -> bool:
    """The form of some days ago, filled with another name or figure: not a later version."""
    if found.beyond_chance >= options.much or is_one_place(left, right):
        return False
    one, other = moment(left.published), moment(right.published)
    if one is None or other is None or abs((one[0] - other[0]).days) < options.template_days:
        return False
    return found.swaps > 0


def may_live(article: Article) -> bool:
    """Is so little known of an article that only its text can tell whether it is a living page?"""
    known = article.outlet or article.domain or article.address or article.authors
    return not known and not _has_clock(article.published)


def _has_clock(told: Told | None) -> bool:
    """Is a time told to the minute, as feeds do?"""
    return told is not None and "T" in told.value and moment(told) is not None


def _same_hand(left: Article, right: Article) -> bool | None:
    """Did one desk write both? None when nothing is known of either."""
    if is_one_place(left, right):
        return True
    ours, theirs = left.outlet or left.domain, right.outlet or right.domain
    if ours and theirs and ours.casefold() == theirs.casefold():
        return True
    authors = {name.casefold() for name in left.authors + left.contributors}
    if authors & {name.casefold() for name in right.authors}:
        return True
    return False if ours or theirs else None
