"""What is new: told once, by its kind, and never because a copy arrived."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import pytest

from builders import make_article
from crosswire.errors import BadInput
from crosswire.match.changes import news_of, with_news
from crosswire.match.since import was_before
from crosswire.records.brief import (
    ChangeTold,
    ClaimTold,
    DisagreementTold,
    ExpectationTold,
    NewsTold,
    OriginTold,
    StoryTold,
)
from crosswire.records.claim import Side
from crosswire.records.moment import check_moment
from crosswire.records.page import Article, Told
from sample_brief import empty_story, sample_brief, sample_story

replace = msgspec.structs.replace


def cut(story: StoryTold, articles: Collection[str], name: str = "before") -> StoryTold:
    """The story as it was when only these articles were there; its own ids are other ones."""
    said = tuple(replace(s, id=f"{name}-{s.id}") for s in story.statements if s.article in articles)
    there = {s.id.removeprefix(f"{name}-") for s in said}

    def left(ids: Collection[str]) -> tuple[str, ...]:
        return tuple(f"{name}-{one}" for one in ids if one in there)

    def origins(claim: ClaimTold) -> tuple[OriginTold, ...]:
        kept = [replace(o, statements=left(o.statements)) for o in claim.origins]
        return tuple(o for o in kept if o.statements)

    def expected(entry: ExpectationTold) -> ExpectationTold:
        by = left(entry.by)
        status = entry.status if by else "open"
        return replace(entry, statement=f"{name}-{entry.statement}", status=status, by=by)

    return replace(
        story,
        id=name,
        articles=tuple(a for a in story.articles if a.id in articles),
        statements=said,
        claims=tuple(
            replace(c, id=f"{name}-{c.id}", statements=left(c.statements), origins=origins(c))
            for c in story.claims
            if left(c.statements)
        ),
        disagreements=(),
        expectations=tuple(expected(e) for e in story.expectations if e.statement in there),
        lineages=(),
    )


def told(news: Collection[NewsTold]) -> set[tuple[str, str]]:
    """Kind and statement of each entry."""
    return {(entry.kind, entry.statement) for entry in news}


def test_each_kind_is_told_by_its_sentence() -> None:
    """A new figure, outcomes and new claims, each with the statement that tells it."""
    after = sample_story()
    news = news_of([cut(after, {"a1", "a2", "a4"})], after)
    assert {
        ("reports differ", "s13"),
        ("postponed", "s17"),
        ("cancelled", "s16"),
        ("new claim", "s14"),
        ("new claim", "s20"),
    } <= told(news)
    differs = next(entry for entry in news if entry.kind == "reports differ")
    assert (differs.before, differs.after, differs.article) == ("17", "19", "a5")
    late = next(entry for entry in news if entry.kind == "postponed")
    assert late.before == "Arda Lifts said the line would reopen on Saturday."


def test_an_outcome_is_told_once() -> None:
    """Two articles that expect one thing, and the claim that tells the outcome, are one entry."""
    after = sample_story()
    news = news_of([cut(after, {"a1", "a2", "a4"})], after)
    assert [entry.kind for entry in news].count("postponed") == 1
    assert ("new claim", "s16") not in told(news)
    assert ("new claim", "s13") not in told(news)


def test_a_copy_is_no_news() -> None:
    """An article that only reprints what was there brings nothing."""
    after = cut(sample_story(), {"a1", "a2", "a3", "a4"}, "x")
    assert news_of([cut(sample_story(), {"a1", "a2", "a4"})], after) == ()


def test_nothing_new_is_nothing() -> None:
    """The same story again, under other ids, has no news."""
    story = sample_story()
    assert news_of([cut(story, {a.id for a in story.articles})], story) == ()


def test_a_story_of_which_nothing_was_there_is_one_entry() -> None:
    """Its weightiest claim stands for it; another story that was there does not count."""
    story = sample_story()
    other = replace(empty_story(), articles=(replace(story.articles[0], id="z"),))
    (entry,) = news_of([other], story)
    assert (entry.kind, entry.statement) == ("new story", "s5")
    assert news_of([], empty_story()) == ()


def test_a_number_replaced_is_told_with_both_figures() -> None:
    """An update of an amount is a changed number; another spelling is none."""
    after = sample_story()
    news = news_of([cut(after, {"a1"})], after)
    changed = next(entry for entry in news if entry.kind == "number changed")
    assert (changed.before, changed.after, changed.statement) == ("14", "17", "s5")
    assert not [entry for entry in news if entry.before == "Elin Corvath"]


def test_a_denial_names_what_it_denies() -> None:
    """The new side of a yes or no is a denial when it is the one that negates."""
    after = sample_story()
    sides = (Side(value="so", statements=("s2",)), Side(value="not so", statements=("s15",)))
    differs = DisagreementTold(
        id="d9", kind="polarity", nature="conflict", sides=sides, about="", reason=""
    )
    after = replace(after, disagreements=(differs,))
    news = news_of([cut(after, {"a1"})], after)
    denied = next(entry for entry in news if entry.kind == "denied")
    assert (denied.statement, denied.before) == ("s15", "so")


def with_origins(names: dict[str, str], support: str = "independent") -> StoryTold:
    """The sample whose claim of the halt has these origins: name → statements."""
    story = sample_story()
    origins = tuple(
        OriginTold(name=name, kind="person", statements=tuple(ids.split()), reason="", marks=())
        for name, ids in names.items()
    )
    claims = [
        replace(c, origins=origins, support=support) if c.id == "c2" else c for c in story.claims
    ]
    return replace(story, claims=tuple(claims))


def test_a_further_origin_confirms() -> None:
    """A known claim with an origin of which nothing was there before is told, with the counts."""
    after = with_origins({"Elin Corvath": "s2 s6", "a passenger": "s10"})
    news = news_of([cut(after, {"a1", "a2"})], after)
    further = next(entry for entry in news if entry.kind == "further origin")
    assert (further.statement, further.before, further.after) == ("s10", "1 origin", "2 origins")
    assert "a passenger" in further.reason


@pytest.mark.parametrize("case", ["more of the same", "in place of another", "circular"])
def test_what_is_no_further_origin(case: str) -> None:
    """More articles of one origin, an origin that takes another's place, and a circle are none."""
    before = cut(with_origins({"Elin Corvath": "s2 s6 s10"}), {"a1", "a2"})
    after = {
        "more of the same": with_origins({"Elin Corvath": "s2 s6 s10"}),
        "in place of another": with_origins({"log of the lift": "s10"}),
        "circular": with_origins({"Elin Corvath": "s2 s6", "A paper": "s10"}, "circular"),
    }[case]
    assert "further origin" not in {entry.kind for entry in news_of([before], after)}


@pytest.mark.parametrize("relation", ["revision", "excerpt"])
def test_only_a_later_version_withdraws(relation: str) -> None:
    """A sentence that a version drops is withdrawn; one that an excerpt leaves out is not."""
    after = sample_story()
    gone = next(said for said in after.statements if said.id == "s3")
    kin = after.lineages[0].kinships[0]
    change = ChangeTold(
        left="a1", right="a2", kind="withdrawn", before=gone.text, after=None,
        before_at=(gone.start, gone.end), after_at=None,
    )  # fmt: skip
    line = replace(
        after.lineages[0],
        kinships=(replace(kin, left="a1", right="a2", relation=relation),),
        changes=(change,),
    )
    after = replace(after, lineages=(line,))
    news = news_of([cut(after, {"a1"})], after)
    withdrawn = [entry for entry in news if entry.kind == "withdrawn"]
    assert [entry.statement for entry in withdrawn] == (["s3"] if relation == "revision" else [])


def version_with(kind: str) -> StoryTold:
    """The sample with no disagreements, whose second page changes 14 to 17 by this relation."""
    after = replace(sample_story(), disagreements=())
    kin = after.lineages[0].kinships[0]
    said = next(one for one in after.statements if one.id == "s5")
    at = said.start + said.text.index("17")
    change = ChangeTold(
        left="a1", right="a2", kind="number", before="14", after="17",
        before_at=(at, at + 2), after_at=(at, at + 2),
    )  # fmt: skip
    line = replace(
        after.lineages[0],
        kinships=(replace(kin, left="a1", right="a2", relation=kind),),
        changes=(change,),
    )
    return replace(after, lineages=(line,))


@pytest.mark.parametrize("relation", ["revision", "copy"])
def test_a_number_that_a_version_changes_is_news(relation: str) -> None:
    """Also where the two figures lie in one claim; what a copy alters is no news."""
    after = version_with(relation)
    news = news_of([cut(after, {"a1"})], after)
    changed = [(e.statement, e.before, e.after) for e in news if e.kind == "number changed"]
    assert changed == ([("s5", "14", "17")] if relation == "revision" else [])


def test_a_changed_number_is_told_once() -> None:
    """A figure that is a disagreement and a change between versions is one entry."""
    after = replace(version_with("revision"), disagreements=sample_story().disagreements)
    news = news_of([cut(after, {"a1"})], after)
    assert [e.kind for e in news if e.statement == "s5"] == ["number changed"]


def test_what_is_due_and_not_heard_of_is_overdue() -> None:
    """An open expectation whose day has passed by now is told, once."""
    story = sample_story()
    late = [replace(e, overdue=True) if e.id == "e4" else e for e in story.expectations]
    after = replace(story, expectations=tuple(late))
    (entry,) = news_of([cut(story, {a.id for a in story.articles})], after)
    assert (entry.kind, entry.statement) == ("overdue", "s19")


def test_a_clause_of_a_sentence_told_is_not_told_again() -> None:
    """A claim that is a piece of another new claim's sentence stays out."""
    story = sample_story()
    whole = next(said for said in story.statements if said.id == "s18")
    piece = replace(whole, id="s18a", end=whole.start + 30, text=whole.text[:30])
    claim = next(c for c in story.claims if "s18" in c.statements)
    after = replace(
        story,
        statements=(*story.statements, piece),
        claims=(*story.claims, replace(claim, id="c99", statements=("s18a",), wording="s18a")),
    )
    news = news_of([cut(after, {"a1"})], after)
    assert ("new claim", "s18") in told(news)
    assert ("new claim", "s18a") not in told(news)


def test_ids_of_news_do_not_depend_on_the_story() -> None:
    """The same news under another story's ids is the same: an alert is raised once."""
    story = sample_story()
    everything = {a.id for a in story.articles}
    before = cut(story, {"a1", "a2", "a4"})
    again = cut(story, everything, "other")
    one = {entry.id for entry in news_of([before], story) if entry.kind == "new claim"}
    other = {entry.id for entry in news_of([before], again) if entry.kind == "new claim"}
    assert one & other


def test_a_brief_notes_since_when() -> None:
    """The later brief keeps all it had, and gains its news."""
    brief = sample_brief()
    early = replace(brief, stories=(cut(brief.stories[0], {"a1"}),))
    after = with_news(early, brief, "2029-03-08")
    assert after.since == "2029-03-08"
    assert after.stories[0].news
    assert replace(after.stories[0], news=()) == brief.stories[0]


@pytest.mark.parametrize("text", ["yesterday", "2024", "20240301", "2024-W10", "2024-03-01T1", ""])
def test_what_is_no_moment_is_refused(text: str) -> None:
    """Only a day or a minute is taken, and the message says how to write it."""
    with pytest.raises(BadInput, match="2024-03-01T14:00"):
        check_moment(text, "--since")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-03-01", "2024-03-01"),
        (" 2024-03-01 14:00 ", "2024-03-01T14:00:00"),
        ("2024-03-01T14:00Z", "2024-03-01T14:00:00+00:00"),
    ],
)
def test_a_moment_is_a_day_or_a_minute(text: str, value: str) -> None:
    """A blank instead of the T will do, and a zone may follow."""
    assert check_moment(text, "--since") == value


@pytest.mark.parametrize(
    ("published", "modified", "since", "was"),
    [
        ("2024-03-01", None, "2024-03-02", True),
        ("2024-03-02", None, "2024-03-02", False),
        ("2024-03-02T09:00:00+01:00", None, "2024-03-02T08:30:00+00:00", True),
        ("2024-03-02T09:00:00+01:00", None, "2024-03-02T08:30:00", False),
        ("2024-03-02", None, "2024-03-02T08:30:00", False),
        ("2024-03", None, "2024-03-02", False),
        ("2024-02", None, "2024-03-02", True),
        ("2024-03-01T09:00:00Z", "2024-03-02T09:00:00Z", "2024-03-02", False),
        ("2024-03-01T09:00:00Z", "2024-09-02T09:00:00Z", "2024-03-02", True),
        ("2024-03", "2024-09-02T09:00:00Z", "2024-04-01", True),
        (None, None, "2024-03-02", None),
    ],
)
def test_what_was_there_before(
    published: str | None, modified: str | None, since: str, was: bool | None
) -> None:
    """By instant where zones are told, by the clock else; a soon update counts, a late one not."""
    article: Article = make_article("A ferry sank.", published=published)
    if modified:
        article = replace(article, modified=Told(value=modified, how="given"))
    assert was_before(article, since) is was
