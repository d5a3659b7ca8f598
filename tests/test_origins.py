"""Origins are counted for the content, through copies, citations and retellings."""

from __future__ import annotations

from builders import make_article, make_chapter, make_statement
from crosswire.match.origins import Desk, count_origins, support_of
from crosswire.match.same_source import End, is_hearsay, is_one, same_house
from crosswire.records.claim import Chapter, Origin, Statement
from crosswire.records.page import Article
from crosswire.records.reading import Hop


def desk(*articles: Article, **more: object) -> Desk:
    """A desk over articles, where every source is known by the name it is given."""
    chapters: dict[str, Chapter] = {article.id: make_chapter(article) for article in articles}
    return Desk(chapters=chapters, bearer=lambda _article, hop: (hop.name, ()), **more)  # type: ignore[arg-type]


def names(statements: list[Statement], at: Desk) -> list[str]:
    """Names of the origins of one claim."""
    return sorted(origin.name for origin in count_origins(statements, at)[0])


LEFT = make_article("The mill burned.", name="left", outlet="The Left Post")
RIGHT = make_article("The mill burned down.", name="right", outlet="The Right Post")
THIRD = make_article("The mill is gone.", name="third", outlet="Third Radio")
WIRE = make_article("The mill burned.", name="wire", agency="Hill Wire")


def test_two_papers_that_quote_one_speaker_are_one_origin() -> None:
    """What the fire chief says has one origin, whoever was in the room."""
    said = [
        make_statement("the mill burned", article=LEFT.id, source=("Ada Holm", "person")),
        make_statement("the mill had burned", article=RIGHT.id, source=("Holm", "person")),
    ]
    assert len(names(said, desk(LEFT, RIGHT))) == 1


def test_two_papers_in_their_own_voice_are_two_origins() -> None:
    """A reporter on the spot is an origin until the text proves to be a copy."""
    said = [make_statement("the mill burned", article=a.id) for a in (LEFT, RIGHT)]
    assert names(said, desk(LEFT, RIGHT)) == ["The Left Post", "The Right Post"]


def test_a_copy_leads_to_what_it_was_copied_from() -> None:
    """Six papers that print one wire are one origin: the agency."""
    wire = make_statement("the mill burned", article=WIRE.id)
    copy = make_statement("the mill burned", article=LEFT.id)
    at = desk(WIRE, LEFT, copied_from={copy.id: wire.id}, shared={wire.id, copy.id})
    assert names([wire, copy], at) == ["Hill Wire"]


def test_a_retelling_is_no_second_origin() -> None:
    """An article that only retells another one brings nothing of its own."""
    said = [make_statement("the mill burned", article=a.id) for a in (WIRE, LEFT)]
    assert names(said, desk(WIRE, LEFT, retells={LEFT.id: WIRE.id})) == ["Hill Wire"]


def test_a_cited_paper_in_the_pile_is_followed_to_its_own_source() -> None:
    """A cites B, B has it from the mayor: the mayor is the origin."""
    cites = make_statement("the mill burned", article=LEFT.id, source=("The Right Post", "outlet"))
    first = make_statement("the mill burned", article=RIGHT.id, source=("mayor", "office"))
    assert names([cites, first], desk(LEFT, RIGHT)) == ["mayor"]


def test_papers_that_cite_one_another_are_a_circle() -> None:
    """A cites B and B cites A: at most one origin, and it is called circular."""
    one = make_statement("the mill burned", article=LEFT.id, source=("The Right Post", "outlet"))
    other = make_statement("the mill burned", article=RIGHT.id, source=("The Left Post", "outlet"))
    origins, circular = count_origins([one, other], desk(LEFT, RIGHT))
    assert circular
    assert len(origins) == 1
    assert support_of(origins, circular, 2) == "circular"


def test_a_paper_taken_for_a_person_is_known_by_its_very_name() -> None:
    """ "According to Left Post" read as somebody called so: the pile has that paper's own page."""
    one = make_statement("the mill burned", article=LEFT.id, source=("The Right Post", "outlet"))
    other = make_statement("the mill burned", article=RIGHT.id, source=("The Left Post", "person"))
    assert count_origins([one, other], desk(LEFT, RIGHT))[1]
    other = make_statement("the mill burned", article=RIGHT.id, source=("Left", "person"))
    assert not count_origins([one, other], desk(LEFT, RIGHT))[1]


def test_unnamed_sources_of_one_claim_are_one() -> None:
    """Nobody can tell two unnamed officials apart, so they count once, and are marked."""
    said = [
        make_statement("the mill burned", article=LEFT.id, source=("a senior official", "unnamed")),
        make_statement("the mill burned", article=RIGHT.id, source=("two officials", "unnamed")),
    ]
    origins, _ = count_origins(said, desk(LEFT, RIGHT))
    assert [origin.marks for origin in origins] == [("unnamed",)]


def test_hearsay_counts_only_where_there_is_nothing_else() -> None:
    """ "It is widely reported" adds no origin to a named one."""
    rumour = make_statement("the mill burned", article=LEFT.id, source=("reports", "crowd"))
    named = make_statement("the mill burned", article=RIGHT.id, source=("mayor", "office"))
    at = desk(LEFT, RIGHT)
    assert names([rumour, named], at) == ["mayor"]
    assert support_of(count_origins([rumour], at)[0], False, 1) == "cannot tell"


def test_a_lead_does_not_stand_beside_the_source_it_sums_up() -> None:
    """Where the article names its source, its own voice on the same content adds no origin."""
    lead = make_statement("The mill burned", article=LEFT.id)
    said = make_statement("the mill burned", article=LEFT.id, start=40, source=("mayor", "office"))
    assert names([lead, said], desk(LEFT)) == ["mayor"]


def test_an_agency_quoted_in_its_own_text_is_its_own_voice() -> None:
    """ "The mayor told Hill Wire" in Hill Wire's report is no citation of another outlet."""
    told = make_statement("the mill burned", article=WIRE.id, source=("Hill Wire", "agency"))
    assert names([told], desk(WIRE)) == ["Hill Wire"]


def test_an_office_and_its_spokesperson_are_one() -> None:
    """A role that names the body makes the person its voice."""
    body = End("office", "the river board", "")
    voice = End("person", "Ada Holm", "", roles=("spokeswoman of the river board",))
    stranger = End("person", "Olaf Rask", "", roles=("a baker",))
    assert is_one(body, voice)
    assert is_one(voice, body)
    assert not is_one(body, stranger)


def test_the_company_is_the_company_that_is_named_but_no_ministry() -> None:
    """General words stand for a body told by name elsewhere, of the same sort."""
    assert is_one(End("office", "the company", ""), End("office", "Holm Mills", ""))
    assert not is_one(End("office", "the company", ""), End("office", "the labour ministry", ""))


def test_houses_are_known_by_words_or_letters() -> None:
    """ "HPA" is the Hill Press Agency, and the Left Post is The Left Post."""
    assert same_house("HPA", "Hill Press Agency")
    assert same_house("Left Post", "The Left Post")
    assert not same_house("Left Post", "Right Gazette")


def test_agency_reports_name_nobody() -> None:
    """Hearsay is told by its words."""
    assert is_hearsay("agency reports")
    assert not is_hearsay("Hill Wire")


def test_one_article_in_its_own_voice_is_one_outlets_word() -> None:
    """The kinds of support tell a single named source from a single outlet's word."""
    own = Origin(name="The Left Post", kind="outlet", statements=(), reason="")
    named = Origin(name="mayor", kind="office", statements=(), reason="")
    assert support_of([own], False, 1) == "one outlet's word"
    assert support_of([named], False, 3) == "single origin"
    assert support_of([own, named], False, 2) == "independent"


def test_a_third_paper_that_cites_the_circle_stays_in_it() -> None:
    """Whoever cites a circle adds nothing to it."""
    hops = {LEFT.id: "The Right Post", RIGHT.id: "The Left Post", THIRD.id: "The Left Post"}
    said = [
        make_statement("the mill burned", article=a, source=(h, "outlet")) for a, h in hops.items()
    ]
    origins, circular = count_origins(said, desk(LEFT, RIGHT, THIRD))
    assert circular
    assert len(origins) == 1


def test_reasons_are_given_for_each_origin() -> None:
    """Each count opens to its reasons."""
    said = make_statement("the mill burned", article=LEFT.id, source=("mayor", "office"))
    origin = count_origins([said], desk(LEFT))[0][0]
    assert "mayor" in origin.reason
    assert origin.statements == (said.id,)
    assert isinstance(said.sources[0], Hop)
