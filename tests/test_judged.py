"""People's word laid over a story: claims together and apart, the source of a copy, notes."""

from __future__ import annotations

import msgspec

from crosswire.records.base import Judgement
from crosswire.records.brief import ClaimTold, StoryTold
from crosswire.upkeep.judged import NOTE, SOURCE, as_judged, said, told_in
from sample_brief import sample_story

AT = "2026-03-01T10:00:00+00:00"


def word(left: str, right: str, *, yes: bool, by: str = "Ann", at: str = AT) -> Judgement:
    """A person's word on two statements."""
    return said("same claim", left, right, yes=yes, by=by, at=at)


def many(story: StoryTold) -> ClaimTold:
    """A claim of several statements."""
    return max(story.claims, key=lambda claim: len(claim.statements))


def test_no_word_leaves_the_story_as_it_is() -> None:
    """The same story comes back, also where people only judged other stories."""
    story = sample_story()
    assert as_judged(story, []) is story
    assert as_judged(story, [word("elsewhere", "nowhere", yes=True)]) is story


def test_a_sentence_told_apart_is_a_claim_of_its_own() -> None:
    """It leaves the claim with what was counted from it; every statement is still told once."""
    story = sample_story()
    claim = many(story)
    leaving = next(name for name in claim.statements if name != claim.wording)
    told = as_judged(story, [word(claim.wording, leaving, yes=False)])
    own = next(one for one in told.claims if leaving in one.statements)
    rest = next(one for one in told.claims if claim.wording in one.statements)
    assert own.statements == (leaving,) and own.origins and leaving not in rest.statements
    assert len(told.claims) == len(story.claims) + 1
    before = sorted(name for one in story.claims for name in one.statements)
    assert sorted(name for one in told.claims for name in one.statements) == before
    counted = {name for origin in rest.origins for name in origin.statements}
    assert counted <= set(rest.statements)


def test_two_claims_laid_together_are_one_with_the_origins_of_both() -> None:
    """Origins of one name count once; what pointed to either claim points to the one."""
    story = sample_story()
    one, other = story.claims[0], story.claims[1]
    told = as_judged(story, [word(one.wording, other.wording, yes=True)])
    joint = next(claim for claim in told.claims if one.wording in claim.statements)
    assert set(joint.statements) == {*one.statements, *other.statements}
    names = {origin.name.casefold() for origin in (*one.origins, *other.origins)}
    assert {origin.name.casefold() for origin in joint.origins} == names
    assert len(told.claims) == len(story.claims) - 1
    ids = {claim.id for claim in told.claims}
    assert all(entry.claim in ids for entry in told.timeline if entry.claim)
    assert all(entry.claim in ids for entry in told.expectations if entry.claim)


def test_a_word_taken_back_leaves_no_trace() -> None:
    """Without the judgement the story is told as before, byte for byte."""
    story = sample_story()
    claim = many(story)
    judged = word(claim.wording, claim.statements[-1], yes=False)
    assert as_judged(as_judged(story, [judged]), []).claims != story.claims
    assert as_judged(story, []) == story


def test_the_word_said_last_holds() -> None:
    """Two people who differ: the later word decides, and both are told."""
    story = sample_story()
    claim = many(story)
    pair = claim.wording, next(name for name in claim.statements if name != claim.wording)
    first = word(*pair, yes=False, by="Ann", at="2026-03-01T10:00:00+00:00")
    last = word(*pair, yes=True, by="Ben", at="2026-03-02T10:00:00+00:00")
    told = as_judged(story, [last, first])
    home = next(one for one in told.claims if pair[0] in one.statements)
    assert pair[1] in home.statements
    assert {first.id, last.id} <= {one.id for one in told.judgements}


def test_the_source_of_a_copy_is_whom_a_person_names() -> None:
    """The kinship turns round, with passages, changes and the order of the lineage."""
    story = sample_story()
    kin = next(kin for line in story.lineages for kin in line.kinships)
    judged = said("copy", kin.left, kin.right, yes=True, by="Ann", at=AT, source=kin.right)
    told = as_judged(story, [judged])
    turned = next(
        k
        for line in told.lineages
        for k in line.kinships
        if {k.left, k.right} == {kin.left, kin.right}
    )
    assert (turned.left, turned.right) == (kin.right, kin.left)
    assert turned.passages == tuple((c, d, a, b) for a, b, c, d in kin.passages)
    assert "Ann" in turned.direction
    line = next(line for line in told.lineages if turned in line.kinships)
    assert line.articles.index(kin.right) < line.articles.index(kin.left)
    assert told_in(judged, SOURCE) == kin.right


def test_a_note_changes_nothing_but_is_told() -> None:
    """A note stands among the judgements of its story."""
    story = sample_story()
    note = said("note", "a1", "a1", yes=True, by="Ann", at=AT, note="Ring them up.")
    told = as_judged(story, [note])
    assert msgspec.structs.replace(told, judgements=()) == msgspec.structs.replace(
        story, judgements=()
    )
    assert told_in(told.judgements[-1], NOTE) == "Ring them up."
