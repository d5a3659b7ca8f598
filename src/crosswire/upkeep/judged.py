"""What people say of a story, laid over what is told of it: claims together or apart, who copied whom.

A person's word outranks the machine's. It is laid on when a story is taken from the archive, so it
holds at once, survives every rebuild (statements and articles keep their ids), and is gone as soon as
it is taken back.

    same claim   yes: the claims of the two statements are one; no: the second leaves the first's claim
    copy         the article named by the feature "source" is the one that was taken from
    note         changes nothing and is shown beside the statement or article it is about
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from crosswire.records.base import Feature, Judgement, Question, make_id
from crosswire.records.brief import (
    ChangeTold,
    ClaimTold,
    KinshipTold,
    LineageTold,
    OriginTold,
    StatementTold,
    StoryTold,
)
from crosswire.records.claim import Support
from crosswire.store.threads import Telling

SOURCE, AT, NOTE = "source", "said at", "note"


def said(
    question: Question, left: str, right: str, *, yes: bool, by: str, at: str, **more: str
) -> Judgement:
    """A person's judgement with its time (UTC, ISO 8601); `more` are `source` and `note`."""
    features = [Feature(name=AT, value=1.0, left=at)]
    features += [Feature(name=key, value=1.0, left=text) for key, text in more.items() if text]
    return Judgement.make(
        question, left, right, yes=yes, score=1.0, features=tuple(features), by=by
    )


def told_in(judgement: Judgement, name: str) -> str:
    """What a person's judgement says of one of its features; "" where it does not."""
    return next((one.left for one in judgement.features if one.name == name), "")


def with_word(telling: Telling, judged: Sequence[Judgement]) -> Telling:
    """The telling as people's judgements have it."""
    told = as_judged(telling.told, judged)
    if told is telling.told:
        return telling
    known = {one.id for one in telling.judgements}
    new = tuple(one for one in told.judgements if one.id not in known)
    reasons = tuple(sorted({*telling.story.judgements, *(one.id for one in new)}))
    story = replace(telling.story, judgements=reasons)
    return replace(telling, story=story, told=told, judgements=(*telling.judgements, *new))


def as_judged(story: StoryTold, judged: Sequence[Judgement]) -> StoryTold:
    """The story as people's judgements have it; the same story where they say nothing of it."""
    ours = {one.id for one in story.statements} | {one.id for one in story.articles}
    about = [one for one in judged if {one.left, one.right} <= ours]
    about = [one for one in about if one.question in ("same claim", "copy", "note")]
    if not about:
        return story
    latest = _latest(about)
    laid = _Claims.of(story)
    for one in latest:
        if one.question == "same claim":
            laid.judge(one)
    known = {one.id for one in about}
    return replace(
        story,
        claims=laid.claims(),
        expectations=tuple(
            replace(one, claim=laid.home(one.statement, one.claim)) for one in story.expectations
        ),
        timeline=tuple(
            replace(one, claim=laid.home(one.statement, one.claim)) for one in story.timeline
        ),
        lineages=tuple(_led(line, latest) for line in story.lineages),
        judgements=(*(one for one in story.judgements if one.id not in known), *about),
    )


def _latest(about: Iterable[Judgement]) -> list[Judgement]:
    """Of each pair the word said last, in the order in which they were said."""
    ordered = sorted(about, key=lambda one: (told_in(one, AT), one.id))
    found = {(one.question, one.left, one.right): one for one in ordered}
    return [one for one in ordered if found[one.question, one.left, one.right] is one]


@dataclass
class _Claims:
    """The claims while they are laid together and apart; each under the number of its place."""

    story: StoryTold
    held: dict[int, ClaimTold]
    place: dict[str, int]
    touched: dict[int, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, story: StoryTold) -> _Claims:
        """The claims of a story, and where each statement is."""
        held = dict(enumerate(story.claims))
        place = {name: at for at, claim in held.items() for name in claim.statements}
        return cls(story, held, place)

    def judge(self, word: Judgement) -> None:
        """Lays the claims of two statements together, or parts them."""
        one, other = self.place.get(word.left), self.place.get(word.right)
        if one is None or other is None:
            return
        if word.yes and one != other:
            self._join(min(one, other), max(one, other), word)
        elif not word.yes and one == other:
            self._part(one, word)
        for at in {self.place[word.left], self.place[word.right]}:
            claim = self.held[at]
            self.held[at] = replace(
                claim, judgements=tuple(dict.fromkeys((*claim.judgements, word.id)))
            )

    def _join(self, one: int, other: int, word: Judgement) -> None:
        first, second = self.held[one], self.held.pop(other)
        first, second = sorted((first, second), key=lambda claim: -claim.weight)
        origins = _merged([*first.origins, *second.origins], f"laid together by {word.by}")
        articles = tuple(dict.fromkeys((*first.articles, *second.articles)))
        more = len(articles) - len(first.articles) + 0.5 * (len(origins) - len(first.origins))
        self.held[one] = self._claim(
            replace(
                first,
                statements=(*first.statements, *second.statements),
                articles=articles,
                origins=origins,
                support=_support(origins, first.support, len(articles)),
                weight=round(first.weight + more, 3),
                judgements=tuple(dict.fromkeys((*first.judgements, *second.judgements))),
            )
        )
        for name in second.statements:
            self.place[name] = one
        for name in first.statements:
            self.place[name] = one

    def _part(self, at: int, word: Judgement) -> None:
        """The statement that does not word the claim leaves it, and is a claim of its own."""
        claim = self.held[at]
        leaving = word.left if claim.wording == word.right else word.right
        spoken = {one.id: one for one in self.story.statements}
        staying = tuple(name for name in claim.statements if name != leaving)
        self.held[at] = self._without(claim, staying, spoken)
        there = max(self.held) + 1
        self.place[leaving] = there
        self.held[there] = self._alone(claim, spoken[leaving], word)

    def _without(
        self, claim: ClaimTold, staying: tuple[str, ...], spoken: dict[str, StatementTold]
    ) -> ClaimTold:
        origins = _restricted(claim.origins, staying)
        carrying = {spoken[name].article for name in staying}
        articles = tuple(name for name in claim.articles if name in carrying)
        wording = claim.wording if claim.wording in staying else staying[0]
        return self._claim(
            replace(
                claim,
                statements=staying,
                articles=articles,
                origins=origins,
                wording=wording,
                text=claim.text if wording == claim.wording else spoken[wording].text,
                support=_support(origins, claim.support, len(articles)),
            )
        )

    def _alone(self, claim: ClaimTold, leaving: StatementTold, word: Judgement) -> ClaimTold:
        origins = _restricted(claim.origins, (leaving.id,)) or (self._end_of(leaving, word),)
        return self._claim(
            replace(
                claim,
                text=leaving.text,
                wording=leaving.id,
                statements=(leaving.id,),
                articles=(leaving.article,),
                origins=origins,
                support=_support(origins, "cannot tell", 1),
                weight=1.5,
                judgements=(),
            )
        )

    def _end_of(self, leaving: StatementTold, word: Judgement) -> OriginTold:
        """Who first said it, for a statement that was not counted where it stood before."""
        article = next(one for one in self.story.articles if one.id == leaving.article)
        last = leaving.sources[-1] if leaving.sources else None
        return OriginTold(
            name=last.name if last else article.outlet or article.source,
            kind=last.kind if last else "outlet",
            statements=(leaving.id,),
            reason=f"told apart by {word.by}; in the claim before it was not counted",
            marks=(),
        )

    def _claim(self, claim: ClaimTold) -> ClaimTold:
        return replace(claim, id=make_id("claim", self.story.id, *sorted(claim.statements)))

    def home(self, statement: str, claim: str) -> str:
        """The id of the claim that holds a statement now."""
        at = self.place.get(statement)
        return self.held[at].id if at is not None and claim else claim

    def claims(self) -> tuple[ClaimTold, ...]:
        """All claims, in the order of the story; those told apart last."""
        return tuple(self.held[at] for at in sorted(self.held))


def _merged(origins: Iterable[OriginTold], why: str) -> tuple[OriginTold, ...]:
    """Origins of one name and kind are one."""
    found: dict[tuple[str, str], OriginTold] = {}
    for one in origins:
        key = (one.name.casefold(), one.kind)
        known = found.get(key)
        if known is None:
            found[key] = one
            continue
        found[key] = replace(
            known,
            statements=tuple(sorted({*known.statements, *one.statements})),
            reason=known.reason if why in known.reason else f"{known.reason}; {why}".strip("; "),
            marks=tuple(sorted({*known.marks, *one.marks})),
        )
    return tuple(found.values())


def _restricted(origins: Iterable[OriginTold], to: tuple[str, ...]) -> tuple[OriginTold, ...]:
    """What is left of origins where only these statements count."""
    kept = set(to)
    cut = (
        replace(one, statements=tuple(name for name in one.statements if name in kept))
        for one in origins
    )
    return tuple(one for one in cut if one.statements)


def _support(origins: Sequence[OriginTold], before: Support, articles: int) -> Support:
    """The kind of support that is left, as `match.origins` has it."""
    if before == "circular" and len(origins) <= 1:
        return "circular"
    if not origins or all(one.kind == "crowd" for one in origins):
        return "cannot tell"
    if len(origins) > 1:
        return "independent"
    own = origins[0].kind in ("outlet", "agency")
    return "one outlet's word" if own and articles == 1 else "single origin"


def _led(line: LineageTold, judged: Sequence[Judgement]) -> LineageTold:
    """The lineage with the order that a person tells."""
    for word in judged:
        source = told_in(word, SOURCE)
        if word.question != "copy" or not {word.left, word.right, source} <= set(line.articles):
            continue
        other = word.right if source == word.left else word.left
        order = [name for name in line.articles if name != source]
        order.insert(order.index(other), source)
        first = line.articles.index(source) < line.articles.index(other)
        line = replace(
            line,
            articles=line.articles if first else tuple(order),
            kinships=tuple(_turned(kin, source, other, word) for kin in line.kinships),
            changes=tuple(_turned_change(one, source, other) for one in line.changes),
        )
    return line


def _turned(kin: KinshipTold, source: str, other: str, word: Judgement) -> KinshipTold:
    if {kin.left, kin.right} != {source, other}:
        return kin
    told = replace(kin, direction=f"the word of {word.by}")
    if kin.left == source:
        return told
    passages = tuple((c, d, a, b) for a, b, c, d in kin.passages)
    return replace(told, left=source, right=other, passages=passages)


def _turned_change(one: ChangeTold, source: str, other: str) -> ChangeTold:
    if (one.left, one.right) != (other, source):
        return one
    kind = {"added": "withdrawn", "withdrawn": "added"}.get(one.kind, one.kind)
    return replace(
        one, left=source, right=other, kind=kind, before=one.after, after=one.before,
        before_at=one.after_at, after_at=one.before_at,
    )  # fmt: skip
