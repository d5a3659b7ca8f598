"""Claims: the same content laid together, differences found and named, reasons kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import make_article, make_chapter, make_statement
from crosswire.match.differ import Told, denies, differences, nature_of
from crosswire.match.groups import average_linkage, mutual_best
from crosswire.match.likeness import Likeness, Pair
from crosswire.match.links import find_links
from crosswire.match.name_forms import other_spelling, other_title
from crosswire.match.retold import find_retellings
from crosswire.match.tolls import find_tolls, toll_kind
from crosswire.records.claim import Claim, Statement
from crosswire.records.shape import Room
from crosswire.stages import claims
from crosswire.text.stems import content_words


def alike(one: str, other: str, *rest: str) -> float:
    """Likeness of two sentences among others."""
    statements = [
        make_statement(text, article=str(n)) for n, text in enumerate((one, other, *rest))
    ]
    return Likeness(statements, [frozenset()] * len(statements)).compare(0, 1).score


REST = (
    "The mayor opened a school on Monday",
    "Snow fell on the hills",
    "A bakery won a prize for its rye loaf",
)


def test_a_paraphrase_is_more_alike_than_another_sentence_of_the_story() -> None:
    """The counterpart of a paraphrase is found among sentences about the same place."""
    told = "The bridge at Holm was closed after a lorry hit a pillar"
    retold = "A lorry struck a pillar of the bridge at Holm, which has been shut"
    beside = "The bridge at Holm was built in 1911 by two brothers"
    assert alike(told, retold, beside, *REST) > alike(told, beside, retold, *REST)


def test_figures_in_other_words_and_units_make_statements_alike() -> None:
    """Eleven is 11, whether it is spelled or written in digits."""
    assert alike("Eleven cows drowned", "11 cows lost", *REST) > alike(
        "Ten cows drowned", "11 cows lost", *REST
    )


@given(st.lists(st.text(max_size=60), min_size=2, max_size=5))
def test_likeness_is_symmetric_and_bounded(texts: list[str]) -> None:
    """Any two texts are as alike as the other way round, between 0 and 1."""
    statements = [make_statement(text or "x", article=str(n)) for n, text in enumerate(texts)]
    likeness = Likeness(statements, [frozenset()] * len(statements))
    assert likeness.compare(0, 1).score == likeness.compare(1, 0).score
    assert 0 <= likeness.compare(0, 1).score <= 1


def test_every_link_keeps_its_features() -> None:
    """A pair says what likens it: words, letters, cover, amounts, names, with both sentences."""
    statements = [make_statement("The mill burned down", article=str(n)) for n in range(2)]
    likeness = Likeness(statements, [frozenset({"m"})] * 2)
    (pair,) = likeness.pairs(0.1)
    features = likeness.features(pair)
    told = {"words", "letters", "cover", "amounts", "figure", "rank", "names"}
    assert {f.name for f in features} == told
    assert features[0].left == "The mill burned down"


def test_groups_do_not_grow_by_chains() -> None:
    """A is like B and B like C, but A and C share nothing: C stays out."""
    links = [Pair(0, 1, 0.9), Pair(1, 2, 0.3)]
    known = {(0, 1): 0.9, (1, 2): 0.3}
    groups = average_linkage(3, links, lambda a, b: known.get((a, b), 0.0), 0.2)
    assert groups == [[0, 1], [2]]


def test_unlike_statements_of_one_article_keep_groups_apart_unless_all_else_is_alike() -> None:
    """0 and 3 stand in one article: a weak link between their groups is refused, a strong one holds."""

    def grouped(link: float) -> list[list[int]]:
        known = {(0, 1): 0.8, (2, 3): 0.8, (1, 2): link, (0, 2): link, (1, 3): link, (0, 3): -0.3}
        links = [Pair(a, b, score) for (a, b), score in known.items() if score > 0.2]
        return average_linkage(4, links, lambda a, b: known[a, b], 0.16)

    assert grouped(0.3) == [[0, 1], [2, 3]]
    assert grouped(0.6) == [[0, 1, 2, 3]]


def test_what_says_little_is_not_covered_by_whatever_holds_it() -> None:
    """Four words that the whole story uses are covered in full by a longer one, and hardly likened by it."""
    common = [f"The ferry left the harbour again with {what}" for what in ("mail", "cars", "sheep")]
    texts = [
        *common,
        "The ferry left the harbour again",
        "The ferry left Bergness for Odda with 212 drums",
    ]
    statements = [make_statement(text, article=str(n)) for n, text in enumerate(texts)]
    likeness = Likeness(statements, [frozenset()] * len(texts))
    cover = {f.name: f.value for f in likeness.features(likeness.compare(0, 3))}["cover"]
    assert cover < 0.8


def test_the_dead_and_the_injured_are_two_claims() -> None:
    """Two sentences that share all but whom they count are not one, however alike they are."""
    texts = (
        "Two miners were killed when the shaft at Odda caved in",
        "Nine miners were injured when the shaft at Odda caved in",
        "Two miners died in the shaft at Odda",
    )
    statements = [make_statement(text, article=text) for text in texts]
    pairs = [Pair(0, 1, 0.8), Pair(0, 2, 0.6), Pair(1, 2, 0.7)]
    links = find_links(statements, pairs, claims.ClaimOptions())
    assert [(link.left, link.right) for link in links] == [(0, 2)]


def test_two_things_of_one_evening_are_two_things() -> None:
    """A link by words of time alone is none; a further word that both have makes it one."""
    options = claims.ClaimOptions()

    def links(one: str, other: str) -> list[Pair]:
        statements = [make_statement(text, article=text) for text in (one, other)]
        evening = [frozenset(content_words("the evening"))] * 2
        return find_links(statements, [Pair(0, 1, 0.3)], options, evening)

    assert not links("Cranes were checked in the evening", "A box stood there by the evening")
    assert links("Cranes were checked in the evening", "The cranes were looked at by the evening")


@given(st.integers(1, 8), st.data())
def test_grouping_loses_and_doubles_nothing(size: int, data: st.DataObject) -> None:
    """Every statement is in exactly one group, whatever the links."""
    ends = st.integers(0, size - 1)
    raw = data.draw(st.lists(st.tuples(ends, ends, st.floats(0, 1)), max_size=12))
    links = [Pair(min(a, b), max(a, b), score) for a, b, score in raw if a != b]
    known = {(link.left, link.right): link.score for link in links}

    def likeness(a: int, b: int) -> float:
        return -0.3 if (a + b) % 5 == 0 else known.get((a, b), 0.0)

    groups = average_linkage(size, links, likeness, 0.2)
    assert sorted(number for group in groups for number in group) == list(range(size))


def test_mutual_best_needs_both() -> None:
    """One may prefer another who prefers a third: that is no pair of counterparts."""
    pairs = [Pair(0, 1, 0.5), Pair(1, 2, 0.7)]
    assert mutual_best(pairs, ["a", "b", "a"]) == {(1, 2)}


def found(one: str, other: str, likeness: float = 0.6) -> list[tuple[str, str, str]]:
    """Differences of two sentences as (kind, left, right)."""
    left, right = make_statement(one, article="a"), make_statement(other, article="b")
    return [(d.kind, d.left, d.right) for d in differences(left, right, likeness)]


def test_amounts_of_one_thing_differ() -> None:
    """Two and three bridges cannot both have been closed."""
    assert found("Two bridges were closed", "Three bridges were closed")[0][0] == "quantity"


def test_rounded_and_converted_amounts_do_not_differ() -> None:
    """75 miles is about 120 kilometres."""
    assert not found("The road of 75 miles was shut", "The road of about 120 kilometres was shut")


def test_a_denial_differs_from_what_it_denies_only() -> None:
    """The dyke failed against the dyke has not failed; not against another thing that did not happen."""
    assert found("The dyke at Holm failed", "The dyke at Holm has not failed")[0][0] == "polarity"
    assert not found("The dyke at Holm failed", "The dyke at Holm was not built in 1911")


def test_moments_are_compared_across_zones() -> None:
    """6 a.m. in UTC+2 is 04:00 GMT; 05:00 GMT is not."""
    base = "The boat docked at 6 a.m. CEST on Tuesday"
    assert not found(base, "The boat docked at 04:00 GMT on Tuesday")
    assert found(base, "The boat docked at 05:30 GMT on Tuesday")[0][0] == "time"


def test_one_quotation_in_two_mouths() -> None:
    """The same words given to two persons are a difference of who said it."""
    left = make_statement(
        "we shall act soon", article="a", source=("Ada Holm", "person"), quoted=True
    )
    right = make_statement(
        "we shall act soon", article="b", source=("Olaf Rask", "person"), quoted=True
    )
    assert [d.kind for d in differences(left, right, 0.95)] == ["attribution"]


def told(published: str, voice: str = "x", lineage: str = "", revises: bool = False) -> Told:
    """A side for judging natures."""
    return Told(published=published, voice=voice, lineage=lineage, revises=revises)


def test_a_later_figure_of_the_same_source_is_an_update() -> None:
    """Growth, correction, versions and hours replace; two sources within the hour conflict."""
    morning, soon, evening = "2024-05-15T08:00", "2024-05-15T08:40", "2024-05-15T18:00"
    assert nature_of(told(morning, "mayor"), told(soon, "mayor"), "quantity") == "update"
    assert nature_of(told(morning, "mayor"), told(soon, "clinic"), "quantity") == "conflict"
    assert nature_of(told(morning, "mayor"), told(evening, "clinic"), "quantity") == "update"
    raised = told(soon, "clinic", revises=True)
    assert nature_of(told(morning, "mayor"), raised, "quantity") == "update"
    assert nature_of(told(morning, lineage="l"), told(morning, lineage="l"), "quantity") == "update"
    assert nature_of(told(morning, "mayor"), told("2024-05-16", "clinic"), "polarity") == "conflict"


def test_tolls_are_one_however_they_are_worded() -> None:
    """Eleven bodies and 17 people who died are figures of one toll."""
    bodies = make_statement("Rescuers found eleven bodies in the pit", article="a")
    died = make_statement("Seventeen people died in the pit, the mine said", article="b")
    assert toll_kind(bodies, bodies.amounts[0]) == "dead"
    assert [t.kind for t in find_tolls([bodies, died])] == ["dead", "dead"]


def test_a_toll_is_the_largest_figure_of_its_article() -> None:
    """ "Four died, two of them children" is four."""
    statement = make_statement("Four people died, two children died later in hospital", article="a")
    (toll,) = [t for t in find_tolls([statement]) if t.kind == "dead"]
    assert toll.amount.low == 4


def test_counts_of_things_are_no_tolls() -> None:
    """Two cars killed nobody."""
    statement = make_statement("Two cars were parked where four men were killed", article="a")
    assert toll_kind(statement, statement.amounts[0]) is None


def test_spellings_and_titles() -> None:
    """Another letter is another spelling; a hyphen, an accent or a surname alone is not."""
    assert other_spelling("Aleksandr Holm", "Alexander Holm")
    assert not other_spelling("Jun-ho Park", "Jun Ho Park")
    assert not other_spelling("Olaf Holm", "Holm")
    assert other_title("minister of trade and energy", "minister of trade and industry")
    assert not other_title("minister of trade", "chairman")


def retold(own_eyes: set[str]) -> dict[str, str]:
    """Retellings among two short articles that share three points."""
    wire = make_article(
        "A storm took the roof.", name="w", agency="Hill Wire", published="2024-05-14"
    )
    paper = make_article("The roof was lost in a storm.", name="p", outlet="Paper")
    chapters = {article.id: make_chapter(article) for article in (wire, paper)}
    points = ["The roof was lost", "The cat was saved", "The road was closed"]
    groups: list[list[Statement]] = [
        [make_statement(point, article=article.id) for article in (wire, paper)] for point in points
    ]
    names = {wire.id: "wire", paper.id: "paper"}
    return {names[a]: names[b] for a, b in find_retellings(groups, chapters, own_eyes).items()}


def test_an_article_without_a_point_of_its_own_retells() -> None:
    """The same points, the same speakers, nothing of its own: no second origin."""
    assert retold(set()) == {"paper": "wire"}


def test_a_reporter_on_the_spot_retells_nobody() -> None:
    """An article that shows reporting of its own stands for itself."""
    assert retold({make_article("x", name="p").id, make_article("x", name="w").id}) == {}


def test_denial_by_cue_or_by_word() -> None:
    """A denied negation asserts."""
    assert denies(make_statement("The dyke has not failed"))
    assert not denies(make_statement("The dyke has failed"))


def test_a_clause_within_its_sentence_comes_after_the_sentence() -> None:
    """ "Rovers won, as Mendes scored twice": that he scored twice is a claim, and a lesser one."""
    text = "Rovers won the cup on Saturday as Mendes scored twice"
    whole = make_statement(text)
    inner = make_statement("as Mendes scored twice", start=text.index("as Mendes"))
    chapter = make_chapter(make_article(text, name="a"))
    chapter = replace(chapter, article=replace(chapter.article, id="a"))
    told = claims.gather("s1", [chapter, whole, inner], Room(options=claims.ClaimOptions()))
    weights = {claim.wording: claim.weight for claim in told if isinstance(claim, Claim)}
    assert weights[whole.id] > weights[inner.id] > 0
