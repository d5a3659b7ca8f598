"""Claims of a story as a report keeps them: with their sentences, origins and differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crosswire.errors import BadInput
from crosswire.records.brief import ArticleTold, ClaimTold, StatementTold
from crosswire.serve.view import StoryView, notes
from crosswire.serve.view_groups import about, contested, differing, joined, leading, side_value
from crosswire.serve.view_words import line, web_address
from crosswire.store.reports import Chosen, Cited, Quoted

Marks = Mapping[str, tuple[str, str | None]]
Differences = Mapping[str, tuple[str, ...]]

# The sentence that words the claim comes first, headlines and copies last.
_DESCENTS = {"own": 0, "quoted": 0, "credited": 1, "uncredited": 1, "copied": 3}
_HEADS = frozenset({"headline", "standfirst", "caption"})


def in_order(view: StoryView) -> list[ClaimTold]:
    """The claims as every door lists them: by weight, those of headlines alone last."""
    firm, bare = leading(view)
    return [*firm, *bare]


def claim_named(view: StoryView, name: str) -> ClaimTold:
    """The claim with this id, or of this number in the story's list from 1. Raises BadInput."""
    listed = in_order(view)
    if name in view.claims:
        return view.claims[name]
    if name.isascii() and name.isdigit() and 1 <= int(name[:9]) <= len(listed):
        return listed[int(name) - 1]
    raise BadInput(
        f"there is no claim {name} in “{view.headline}”. Its claims are counted from 1 to "
        f"{len(listed)}, in the order of the brief."
    )


def chosen(
    view: StoryView, thread: int, claim: ClaimTold, differ: Differences | None = None
) -> Chosen:
    """The claim as it is told now; `differ` saves working out the story's differences again."""
    lines = differences(view) if differ is None else differ
    said = sorted(
        view.said(claim.statements),
        key=lambda one: (
            one.id != claim.wording,
            2 if one.label in _HEADS else _DESCENTS[one.descent],
        ),
    )
    return Chosen(
        claim=claim.id,
        thread=thread,
        story=view.headline,
        text=claim.text,
        support=claim.support,
        origins=claim.origins,
        said=tuple(_quoted(view, one) for one in said),
        differ=lines.get(claim.id, ()),
    )


def _quoted(view: StoryView, said: StatementTold) -> Quoted:
    return Quoted(
        statement=said.id,
        article=said.article,
        text=said.text,
        chain=tuple(view.chain(said)),
        notes=tuple(notes(said)),
    )


def differences(view: StoryView) -> Differences:
    """For each claim on which reports differ, a line each: "people aboard: 14 → 17 (update)"."""
    lines = {}
    for letter, entry in differing(view):
        sides = f" {joined(entry)} ".join(side_value(entry, side) for side in entry.sides)
        lines[letter] = f"{about(entry)}: {sides} ({entry.nature})"
    return {
        claim: tuple(lines[letter] for letter in letters)
        for claim, letters in contested(view).items()
    }


def cited(view: StoryView, articles: Iterable[str], marks: Marks) -> list[Cited]:
    """The articles as the appendix names them."""
    found = dict.fromkeys(articles)
    return [_cited(view, view.articles[name], marks) for name in view.articles if name in found]


def _cited(view: StoryView, told: ArticleTold, marks: Marks) -> Cited:
    sha256, fetched = marks.get(told.id, (None, None))
    return Cited(
        id=told.id,
        outlet=view.outlet(told.id),
        headline=line(told.headline, 300) or None,
        published=told.published,
        address=web_address(told.address),
        source=told.source,
        fetched=fetched,
        sha256=sha256,
    )


def of_today(view: StoryView, held: Chosen) -> ClaimTold | None:
    """The claim that a chosen one is today: of its id, else that holds most of its sentences.

    Claims get a new id when further articles tell them; their sentences keep theirs.
    """
    if held.claim in view.claims:
        return view.claims[held.claim]
    known = {one.statement for one in held.said}
    shared = {claim.id: len(known.intersection(claim.statements)) for claim in view.story.claims}
    best = max(view.story.claims, key=lambda claim: shared[claim.id], default=None)
    return best if best is not None and 2 * shared[best.id] > len(known) else None
