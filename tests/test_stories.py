"""Which articles report one event, in small piles and among many, with reasons."""

from __future__ import annotations

from typing import Any

from crosswire.match.events import Weights, sketch, told_apart
from crosswire.records.base import Issue, Judgement
from crosswire.records.lineage import Lineage
from crosswire.records.page import Article, Told
from crosswire.records.reading import Entity, Reading
from crosswire.records.shape import Room, of_type, order_of
from crosswire.records.story import Story
from crosswire.stages import stories
from crosswire.text.genre import genre

WEIGHTS = Weights(headline=2, opening=1, opening_words=80, words=300, name=1.5)


def article(name: str, headline: str, text: str, day: str | None = "2031-05-05") -> Article:
    """A dated article with a headline."""
    return Article(
        id=name,
        page=name,
        source=name,
        text=text,
        body_end=len(text),
        blocks=(),
        headline=headline,
        published=Told(value=day, how="given") if day else None,
    )


FERRY = [
    article(
        "f1",
        "Ferry adrift off Norrby",
        "The ferry Sigrun lost its rudder off Norrby at dawn and drifted for six hours, the harbour office said. Eleven passengers were taken off by lifeboat.",
    ),
    article(
        "f2",
        "Eleven saved from drifting ship",
        "A lifeboat took eleven people off the Sigrun on Monday after the old ferry's rudder broke in the strait near Norrby.",
    ),
    article(
        "f3",
        "Why the Sigrun sailed at all",
        "Inspectors had passed the Sigrun in March. Two days after the ferry drifted off Norrby they took its rudder ashore.",
        "2031-05-07",
    ),
]
GOATS = [
    article(
        "g1",
        "Goat cheese wins first prize in Velm",
        "A goat cheese from the dairy of Ilse Brandt won the first prize at the Velm fair, ahead of forty others, the jury said.",
    ),
    article(
        "g2",
        "Brandt's cheese is the best in Velm",
        "Forty cheeses, one winner: the jury of the fair in Velm chose the goat cheese that Ilse Brandt makes in her dairy above the town.",
    ),
]


def settle(*records: Any) -> tuple[list[Story], list[Judgement]]:
    """The stage over a pile in the order an engine gives it."""
    told = run(*records)
    return of_type(told, Story), of_type(told, Judgement)


def run(*records: Any) -> list[Any]:
    """All that the steps of the stage yield, one after the other."""
    shelf = list(records)
    for step in stories.STAGE.steps:
        met = sorted(filter(step.key, shelf), key=order_of)
        shelf += step.run("all", met, Room(stories.STAGE.options))
    return shelf[len(records) :]


def groups(*records: Any) -> list[set[str]]:
    """The stories as sets of article ids."""
    return [set(story.articles) for story in settle(*records)[0]]


def test_one_event_over_three_days_is_one_story_and_another_is_not_in_it() -> None:
    """Words differ, the ship's name stays; the cheese is another matter."""
    found = groups(*FERRY, *GOATS)
    assert {"f1", "f2", "f3"} in found
    assert {"g1", "g2"} in found


def test_a_single_page_is_a_story() -> None:
    """A story of one, with its headline and its day."""
    (story,), told = settle(FERRY[0])
    assert (story.headline, story.start, story.end) == (
        "Ferry adrift off Norrby",
        "2031-05-05",
        "2031-05-05",
    )
    assert told == []


def test_an_empty_pile_has_no_stories() -> None:
    """Nothing in, nothing out; a page without words is a story of its own."""
    assert settle() == ([], [])
    assert groups(article("e", "", "", None)) == [{"e"}]


def test_an_undated_page_joins_by_its_words() -> None:
    """Without a day, words alone decide, and it stands last."""
    undated = article("a0", FERRY[0].headline or "", FERRY[0].text, None)
    found, _ = settle(*FERRY, undated, *GOATS)
    (story,) = [one for one in found if "f1" in one.articles]
    assert story.articles[-1] == "a0"


def test_another_of_a_row_is_another_story() -> None:
    """The 12th package and the 13th are told in the same words."""
    text = "The League of Ports adopted its {} package of harbour rules in Norrby, its chair said. It adds {} ships to the list."
    one = article("a", "League adopts 12th package", text.format("12th", 74))
    other = article("b", "League adopts 13th package", text.format("13th", 106), "2031-05-06")
    assert told_apart(sketch(one, WEIGHTS), sketch(other, WEIGHTS), 0.9) == "another of a row"
    assert groups(one, other) == [{"a"}, {"b"}]


def test_exchanged_actors_are_another_story() -> None:
    """The guard fires on smugglers, the smugglers on the guard."""
    one = article("a", "Guard boat rams smugglers off Norrby", "A guard boat rammed smugglers.")
    other = article("b", "Smugglers ram guard boat off Norrby", "Smugglers rammed a guard boat.")
    assert told_apart(sketch(one, WEIGHTS), sketch(other, WEIGHTS), 0.9)
    assert groups(one, other) == [{"a"}, {"b"}]


def test_two_events_by_one_actor_on_one_day_are_two_stories() -> None:
    """What all have in common does not count; what only two have does."""
    pile = [
        article(
            "a1",
            "Harbour minister Lund opens lighthouse on Velm",
            "Harbour minister Ada Lund opened a lighthouse on Velm on Monday. The lighthouse has 212 steps and a lamp from 1911.",
        ),
        article(
            "a2",
            "212 steps to the lamp",
            "The lighthouse on Velm, opened by minister Ada Lund on Monday, let its first visitors climb the 212 steps to the lamp.",
        ),
        article(
            "b1",
            "Lund signs contract for ferry yard in Norrby",
            "Harbour minister Ada Lund signed a contract for a ferry yard in Norrby on Monday. The yard will build nine hulls.",
        ),
        article(
            "b2",
            "Nine hulls for the yard",
            "The yard in Norrby is to build nine hulls under the contract that minister Ada Lund signed on Monday; welders are sought.",
        ),
    ]
    assert sorted(map(sorted, groups(*pile))) == [["a1", "a2"], ["b1", "b2"]]


def test_a_lineage_is_one_story() -> None:
    """Articles of one text are never parted, unless weeks lie between them."""
    line = Lineage(id="l", articles=("f1", "g1"))
    assert {"f1", "g1"} <= next(group for group in groups(*FERRY, *GOATS, line) if "f1" in group)
    old = article("g1", GOATS[0].headline or "", GOATS[0].text, "2030-01-05")
    assert {"g1"} in groups(FERRY[0], old, line)


def test_every_grouping_explains_itself() -> None:
    """Each story of several names its judgements, each judgement its reasons."""
    found, told = settle(*FERRY, *GOATS)
    by_id = {one.id: one for one in told}
    for story in found:
        assert story.judgements
        for reason in story.judgements:
            assert by_id[reason].yes
            assert by_id[reason].score >= 0.3
            assert {"words in common", "enough at 1"} <= {
                one.name for one in by_id[reason].features
            }


def test_names_and_places_come_from_the_readings() -> None:
    """What most articles name comes first."""

    def entity(name: str, kind: Any, count: int = 1) -> Entity:
        return Entity(id=name, name=name, kind=kind, variants=(name,), count=count)

    readings = [
        Reading(
            article="f1",
            sentences=(),
            entities=(entity("Norrby", "place"), entity("Velm", "place", 9)),
        ),
        Reading(
            article="f2",
            sentences=(),
            entities=(entity("Norrby", "place"), entity("Ada Lund", "person")),
        ),
    ]
    (story,) = [one for one in settle(*FERRY, *readings)[0] if "f1" in one.articles]
    assert story.places == ("Norrby", "Velm")
    assert story.names == ("Ada Lund",)


def test_the_same_pile_gives_the_same_stories_among_many() -> None:
    """Beyond the bound where all pairs are compared, grouping and ids hold, in any order."""
    company = [
        article(
            f"c{number}",
            f"Notice {number} of parish {number % 7}",
            f"Parish {number} sold lot x{number}q and barn y{number}z.",
            f"2031-05-{1 + number % 28:02}",
        )
        for number in range(500)
    ]
    pile = [*FERRY, *GOATS, *company]
    first = settle(*pile)
    pile.reverse()
    assert settle(*pile) == first
    assert {"f1", "f2"} <= next(set(story.articles) for story in first[0] if "f1" in story.articles)


def judged(left: str, right: str, *, yes: bool) -> Judgement:
    """What a person says of two articles."""
    return Judgement.make("same story", left, right, yes=yes, score=1.0, by="Ada")


def test_a_person_outranks_words_and_lineage() -> None:
    """Together joins strangers, apart parts what words and a lineage join; the story names the judgement."""
    join, part = judged("f1", "g1", yes=True), judged("f1", "f2", yes=False)
    found, _ = settle(*FERRY, *GOATS, join)
    (story,) = [one for one in found if "f1" in one.articles]
    assert "g1" in story.articles
    assert join.id in story.judgements
    line = Lineage(id="l", articles=("f1", "f2"))
    assert all(not {"f1", "f2"} <= group for group in groups(*FERRY, line, part))


def test_a_machine_judgement_of_another_run_decides_nothing() -> None:
    """Only people and lineages bind; what a machine once thought is thought anew."""
    old = Judgement.make("same story", "f1", "g1", yes=True, score=1.0)
    assert not any({"f1", "g1"} <= group for group in groups(*FERRY, *GOATS, old))


def test_a_round_up_belongs_to_what_it_reports_and_joins_nothing() -> None:
    """It tells of ferry and cheese in their words; they stay two stories, and a note says what it is."""
    both = article(
        "r",
        "Morning briefing: a ferry adrift off Norrby, a goat cheese that wins in Velm",
        f"{FERRY[0].text} {FERRY[1].text}\n{GOATS[0].text} {GOATS[1].text}",
    )
    told = run(*FERRY[:2], *GOATS, both)
    found = [set(story.articles) for story in of_type(told, Story)]
    assert not any({"f1", "g1"} <= group for group in found)
    assert {"r"} in found or any("r" in group for group in found)
    assert [(note.kind, note.article) for note in of_type(told, Issue)] == [("round-up", "r")]


def test_a_round_up_that_two_print_stays_with_its_print() -> None:
    """One lineage, one story, though a round-up alone would join nothing."""
    text = f"{FERRY[0].text} {FERRY[1].text}\n{GOATS[0].text} {GOATS[1].text}"
    pair = [article(name, "Morning briefing: a ferry, a cheese", text) for name in ("r1", "r2")]
    line = Lineage(id="l", articles=("r1", "r2"))
    found = [set(story.articles) for story in of_type(run(*FERRY, *pair, line), Story)]
    assert any({"r1", "r2"} <= group for group in found)


def test_what_a_page_is_when_it_is_no_report() -> None:
    """Headlines tell opinions, live blogs and round-ups; a report that only speaks of them is a report."""
    assert genre("Opinion: Norrby needs a bridge", "") == "opinion"
    assert genre("Ferry adrift off Norrby – live updates", "") == "live-blog"
    assert genre("Coast notes | News in brief", "") == "round-up"
    assert genre("Minister keeps his opinion of the ferry to himself", "") is None
    assert genre("\ud800" * 9, "A\n" * 30_000) is None


def test_paragraphs_that_share_no_name_are_a_round_up() -> None:
    """Six places, twelve people, no two of them twice."""
    people = ["Lund Berg", "Voss Kern", "Hale Dorn", "Pike Rand", "Marsh Cole", "Frost Wynn"]
    lines = [f"In town they met {one} about number {at}." for at, one in enumerate(people)]
    assert genre("Around the coast", "\n".join(lines)) == "round-up"
    assert (
        genre("Around the coast", "\n".join(f"{line} He is from Velm Bay." for line in lines))
        is None
    )


def test_what_told_two_apart_is_said() -> None:
    """The pair that words would join names what kept it apart."""
    text = "The League of Ports adopted its {} package of harbour rules in Norrby, its chair said."
    pile = [
        article("a", "League adopts 12th package", text.format("12th")),
        article("b", "League adopts 13th package", text.format("13th"), "2031-05-06"),
    ]
    (told,) = settle(*pile)[1]
    assert not told.yes
    assert "another of a row" in {feature.name for feature in told.features}


def test_a_live_blog_belongs_to_what_it_reports_and_joins_nothing() -> None:
    """It tells of the ferry all day and of the cheese as well; the stories stay two."""
    blog = article(
        "b",
        "Ferry adrift off Norrby, goat cheese wins in Velm: live updates",
        f"{FERRY[0].text} {FERRY[1].text} {FERRY[2].text}\n{GOATS[0].text} {GOATS[1].text}",
    )
    told = run(*FERRY[:2], *GOATS, blog)
    found = [set(story.articles) for story in of_type(told, Story)]
    assert not any({"f1", "g1"} <= group for group in found)
    assert {"b", "f1", "f2"} in found
    assert [(note.kind, note.article) for note in of_type(told, Issue)] == [("live-blog", "b")]


def test_the_headline_tells_why_it_was_chosen() -> None:
    """It is that of the report most like the others, and the judgement that ties it says so."""
    found, told = settle(*FERRY, *GOATS)
    (story,) = [one for one in found if "f1" in one.articles]
    reasons = [
        feature.left
        for one in told
        if one.id in story.judgements
        for feature in one.features
        if feature.name.startswith("headline")
    ]
    assert story.headline in reasons


def test_an_event_that_runs_on_for_days_in_a_dense_pile_stays_one() -> None:
    """Three days of one event among two hundred notices a day, and what came before is closed."""
    company = [
        article(
            f"c{day}-{number}",
            f"Notice {number} of parish {number % 7} day {day}",
            f"Parish {number} sold lot x{number}q{day} and barn y{number}z{day}.",
            f"2031-05-{day:02}",
        )
        for day in range(1, 16)
        for number in range(40)
    ]
    found = groups(*company, *FERRY, *GOATS)
    assert {"f1", "f2", "f3"} in found
    assert {"g1", "g2"} in found


def test_one_kind_of_event_in_two_places_is_two_stories() -> None:
    """Two fires on one day, told in like words: the place that each headline names stands nowhere in the other."""
    told = {
        "a1": ("Fire guts a rope works in Halvik", "Halvik", "Nobody was hurt, said Ida Moen."),
        "a2": ("Rope works in Halvik burns down", "Halvik", "A spark from a saw may be the cause."),
        "b1": ("Fire guts a rope works in Torsund", "Torsund", "Two guards breathed in smoke."),
        "b2": ("Rope works in Torsund burns down", "Torsund", "Olav Bru heard a loud bang first."),
    }
    pile = [
        article(
            name,
            headline,
            f"A fire burned down a rope works in {place} during the night. Thirty fire fighters of {place} "
            f"fought it until the morning. {more}",
        )
        for name, (headline, place, more) in told.items()
    ]
    assert sorted(map(sorted, groups(*pile))) == [["a1", "a2"], ["b1", "b2"]]
    _, judged = settle(*pile)
    names = [f.name for one in judged for f in one.features if not one.yes]
    assert {"like headlines, other names", "names in the headlines"} & {*names}


def test_days_places_and_names_tell_why_they_were_chosen() -> None:
    """Each has a reason: in how many articles it stands, and how often."""
    norrby = Entity(id="e", kind="place", name="Norrby", variants=("Norrby",), count=2)
    readings = [Reading(article=name, sentences=(), entities=(norrby,)) for name in ("f1", "f2")]
    story = next(one for one in settle(*FERRY, *readings)[0] if "f1" in one.articles)
    why = {reason.name: (reason.left, reason.right) for reason in story.reasons}
    assert why["place"] == ("Norrby", "in 2 of 3 articles, 4 times")
    assert why["first day"] == ("2031-05-05", "2 of 3 articles published then")
