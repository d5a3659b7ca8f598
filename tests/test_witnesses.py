"""Where the values of an article were read, and what other places tell."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.page import Article, Page, Sheet, Told, Witness
from crosswire.records.shape import Room, of_type
from crosswire.stages.clean import CleanOptions, run
from crosswire.text.metadata_witnesses import completed, outranked, witness

SAID = "The ferry ran aground off the harbour of Port Town on Sunday, the coast guard said. "
DATA = {
    "@type": "NewsArticle",
    "headline": "Ferry aground off Port Town",
    "articleSection": "Coast",
    "author": {"@type": "Person", "name": "Ada Moss"},
    "publisher": {"@type": "Organization", "name": "Port Town Herald"},
}
PAGE = f"""<html lang="en"><head><script type="application/ld+json">{json.dumps(DATA)}</script>
<title>Ferry aground off Port Town | Port Town Herald</title><meta name="author" content="Ben Low">
<meta property="og:title" content="Ship in trouble"><meta property="og:site_name" content="The Herald">
<link rel="canonical" href="https://herald.example/coast/ferry"></head>
<body><article><h1>Ferry aground off Port Town</h1>{f"<p>{SAID * 3}</p>" * 3}</article></body></html>"""


def read(page: Page, *, fast: bool = False) -> Article:
    (sheet,) = of_type(list(run(page.id, [page], Room(CleanOptions(fast=fast)))), Sheet)
    return sheet.article


def told(article: Article) -> dict[str, Told]:
    return {one.field: one.told for one in article.witnesses}


def test_each_value_says_where_it_was_read_and_what_others_tell() -> None:
    """Headline, authors, outlet, section, address and language of an HTML page."""
    page = Page.make("a", PAGE.encode(), "text/html", address="https://herald.example/amp/ferry")
    article = read(page)
    found = told(article)
    assert found["headline"].how == "h1, json-ld, <title>"
    assert found["headline"].others == ("Ship in trouble (og:title)",)
    assert (found["authors"].value, found["authors"].how) == ("Ada Moss", "json-ld")
    assert found["authors"].others == ("Ben Low (meta)",)
    assert (found["outlet"].how, found["outlet"].others) == ("json-ld", ("The Herald (meta og:site_name)",))  # fmt: skip
    assert (article.section, found["section"].how) == ("Coast", "json-ld")
    assert found["address"].how == "link canonical"
    assert found["address"].others == ("https://herald.example/amp/ferry (where it was found)",)
    assert found["language"].how == "html lang"


def test_what_came_with_the_page_outranks_and_names_what_the_page_shows() -> None:
    """The page's own headline is the runner-up."""
    page = Page.make("a", PAGE.encode(), "text/html", fields={"title": "Ferry"})
    headline = told(read(page))["headline"]
    assert (headline.value, headline.how) == ("Ferry", "came with the page")
    assert headline.others[0] == "Ferry aground off Port Town (h1, json-ld, <title>)"


def test_plain_text_was_read_in_the_text() -> None:
    """Values of a dump have no other place; a language that nobody tells is that of the words."""
    text = f"Ferry aground\nBy Ada Moss\nMay 12, 2024\n{SAID * 2}\nNobody was hurt. {SAID}\n"
    found = told(read(Page.make("a.txt", text.encode(), "text/plain")))
    assert (found["headline"].how, found["authors"].how) == ("the text", "the text")
    assert found["language"].how == "the words of the text"


def test_a_language_that_the_words_contradict_is_a_runner_up() -> None:
    """What the page declares stays beside what its words are in."""
    page = Page.make("a", PAGE.replace('lang="en"', 'lang="fr"').encode(), "text/html")
    language = told(read(page))["language"]
    assert (language.value, language.others) == ("en", ("fr (html lang)",))


def test_the_fast_way_tells_it_of_times_alone() -> None:
    """Its articles have a section, and no witnesses."""
    article = read(Page.make("a", PAGE.encode(), "text/html"), fast=True)
    assert (article.section, article.witnesses) == ("Coast", ())


@given(st.lists(st.tuples(st.text(max_size=5), st.none() | st.text(max_size=9)), max_size=9))
def test_a_value_is_never_its_own_runner_up(places: list[tuple[str, str | None]]) -> None:
    """Whatever the places tell, one witness a field, and none of the others says the value."""
    for one in witness("headline", "Ferry", places):
        assert all(not other.startswith("Ferry (") for other in one.told.others)
        (kept,) = outranked([one], "headline", "Ship")
        assert kept.told.value == "Ship"
        assert completed([kept], [("headline", "Ship", "x")]) == (kept,)
        assert completed([kept], [("headline", None, "x")]) == ()


def test_witnesses_survive_the_archive() -> None:
    """They are records like others."""
    article = read(Page.make("a", PAGE.encode(), "text/html"))
    again = msgspec.json.decode(msgspec.json.encode(article), type=Article)
    assert again == article
    assert isinstance(again.witnesses[0], Witness)
