"""An HTML page taken apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.text.html import read_html
from crosswire.text.html_overlay import fill_gaps, lay_over
from crosswire.text.html_tree import MAX_DEPTH, flatten, parse, visible_lines
from crosswire.text.language import guess_language, is_in
from crosswire.text.layout import MAX_MARKUP, Layout

PARAGRAPHS = [
    "A ferry with 212 people on board ran aground off the harbour on Sunday, the coast guard said.",
    "Captain Ben Low told reporters that nobody was hurt and that the ship would float at high water.",
    "Tugs from two neighbouring ports were on their way, and divers would look at the hull on Monday.",
]
PAGE = """<html lang="en"><head><title>Ferry runs aground | The Herald</title>
<meta property="og:site_name" content="The Herald"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ferry runs aground</h1>
<p class="standfirst">No one is hurt, and the tide will help.</p>
<p class="byline">By Ada Moss</p><time datetime="2024-05-12T08:05:00Z">12 May 2024</time>
<div class="article-body"><p>PORT TOWN, May 12 (Reuters) - {0}</p>
<figure><img src="x"><figcaption>The ferry on the sandbank. Photo: Cy Orr</figcaption></figure>
<p>{1}</p><p><a href="/other">Read more: The harbour's worst winter</a></p><p>{2}</p>
<p>This article was amended on 13 May to correct the number of passengers.</p></div></article>
<footer>Copyright The Herald</footer></body></html>"""


def page(*paragraphs: str) -> str:
    return PAGE.format(*(paragraphs or PARAGRAPHS))


def texts(layout: Layout, label: str) -> list[str]:
    return [piece.text for piece in layout.pieces if piece.label == label]


def test_the_body_is_its_paragraphs_and_nothing_else() -> None:
    """Caption, related link, correction and byline are kept apart from the three paragraphs."""
    assert texts(read_html(page()), "body") == PARAGRAPHS


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("headline", "Ferry runs aground"),
        ("standfirst", "No one is hurt, and the tide will help."),
        ("byline", "By Ada Moss"),
        ("date", "12 May 2024"),
        ("dateline", "PORT TOWN, May 12 (Reuters) -"),
        ("caption", "The ferry on the sandbank. Photo: Cy Orr"),
        ("related", "Read more: The harbour's worst winter"),
        ("furniture", "Copyright The Herald"),
    ],
)
def test_every_other_line_has_its_label(label: str, text: str) -> None:
    """Nothing is deleted: each line of the page is there under what it is."""
    assert text in texts(read_html(page()), label)


def test_corrections_are_labelled() -> None:
    """ "This article was amended" is about the article, not part of it."""
    found = texts(read_html(page()), "correction")
    assert found == ["This article was amended on 13 May to correct the number of passengers."]


def test_the_dateline_gives_place_and_agency() -> None:
    """The mark before the first paragraph is read and cut off."""
    layout = read_html(page())
    assert layout.dateline_place == "Port Town"
    assert layout.agency == "Reuters"


def test_pieces_stand_in_page_order() -> None:
    """The caption stands between the paragraphs that it stands between on the page."""
    order = [p.text for p in read_html(page()).pieces if p.label in {"body", "caption", "headline"}]
    caption = "The ferry on the sandbank. Photo: Cy Orr"
    assert order == ["Ferry runs aground", PARAGRAPHS[0], caption, *PARAGRAPHS[1:]]


def test_a_body_without_article_tags_is_found() -> None:
    """Plain paragraphs in a bare page are an article too."""
    markup = "<html><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body></html>"
    assert texts(read_html(markup), "body") == PARAGRAPHS


@pytest.mark.parametrize(
    "markup", ["", "   ", "<!-- -->", "<html><body></body></html>", "<img src=x>"]
)
def test_a_page_without_text_is_skipped_with_a_word(markup: str) -> None:
    """No text is no crash and no article, but a doubt that says so."""
    assert [(d.kind, d.severity) for d in read_html(markup).doubts] == [("no-text", "skipped")]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (
            "<title>404 Not Found</title><h1>Page not found</h1><p>We could not find it.</p>",
            "error-page",
        ),
        (
            "<title>Just a moment...</title><p>Verify you are human to go on to the site.</p>",
            "bot-wall",
        ),
        (
            "<h1>Ferry</h1><p>We use cookies to serve you. Accept all cookies to go on here.</p>",
            "cookie-wall",
        ),
        (
            "".join(
                f"<p><a href=x{n}>The story number {n} of our front page</a></p>" for n in range(40)
            ),
            "index-page",
        ),
    ],
)
def test_pages_that_are_no_article_are_named_and_skipped(markup: str, kind: str) -> None:
    """Error pages, walls and index pages are recognised and kept out, with all their lines."""
    layout = read_html(f"<html><body>{markup}</body></html>")
    assert [(doubt.kind, doubt.severity) for doubt in layout.doubts] == [(kind, "skipped")]
    assert layout.pieces


def test_a_short_report_is_no_error_page() -> None:
    """Words of error pages inside a headline are news."""
    markup = f"<title>Captain of lost ferry not found</title><p>{PARAGRAPHS[0]}</p>"
    assert texts(read_html(markup), "body") == [PARAGRAPHS[0]]


def test_helpers_and_credits_are_taken_from_the_body() -> None:
    """Who contributed is a contributor, and the line is no paragraph of the article."""
    credit = "Ben Low in Port Town contributed to this report."
    layout = read_html(page(*PARAGRAPHS[:2], f"{PARAGRAPHS[2]}</p><p>{credit}"))
    assert texts(layout, "credit") == [credit]
    assert layout.contributors == ("Ben Low",)
    assert texts(layout, "body") == PARAGRAPHS


def test_a_reporting_line_behind_the_last_sentence_is_cut_off() -> None:
    """ "(Reporting by ...)" is a credit wherever it stands."""
    layout = read_html(
        page(*PARAGRAPHS[:2], f"{PARAGRAPHS[2]} (Reporting by Cy Orr; Editing by Di Poe)")
    )
    assert texts(layout, "body") == PARAGRAPHS
    assert "Cy Orr" in (*layout.authors, *layout.contributors)


def test_a_page_of_enormous_size_is_skipped() -> None:
    """More markup than the bound is not parsed."""
    layout = read_html("<p>" + "x" * MAX_MARKUP)
    assert [doubt.kind for doubt in layout.doubts] == ["too-large"]


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "ul", "b", "font", "section"])
def test_ten_thousand_deep_markup_is_flattened(tag: str) -> None:
    """Deep nesting neither crashes nor hangs, and the text inside survives."""
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    markup = f"<html><body>{f'<{tag}>' * 10_000}{inner}{f'</{tag}>' * 10_000}</body></html>"
    started = time.monotonic()
    layout = read_html(markup)
    assert time.monotonic() - started < 10
    assert PARAGRAPHS[0] in "\n".join(piece.text for piece in layout.pieces)


def test_flattening_bounds_the_depth_and_spares_ordinary_pages() -> None:
    """Deep markup is parsed to about the bound; a tree of ordinary depth is left as it was."""
    tree = parse("<div>" * 5_000 + "x")
    assert tree is not None
    assert not tree.xpath("boolean(" + "/*" * (MAX_DEPTH + 8) + ")")
    assert flatten("<p>one</p><div>two</div>") == "<p>one</p><div>two</div>"


@pytest.mark.parametrize(
    "body",
    ["x" * 1_000_000, "a<br>" * 3_000, "\x00\x01\ud800\udfff", "\u202e \u05d0\u05d1 😀 " * 200],
)
def test_odd_texts_do_no_harm(body: str) -> None:
    """A megabyte without a space, thousands of lines, control characters, right-to-left script."""
    assert read_html(f"<html><body><p>{body}</p></body></html>") is not None


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "<h1>",
            "</h1>",
            "<time datetime='",
            "'>",
            "<a href='x'>",
            "</a>",
            "</script>",
            "<br>",
            "<table><td>",
            "<script type='application/ld+json'>",
            '{"@type":',
            "By Ada Moss ",
            "12 May 2024 ",
            "&#x;",
            "<!--",
            "The ferry ran aground. ",
            "é�😀",
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKUP)
@settings(max_examples=60, deadline=None)
def test_no_markup_breaks_the_reader(markup: str) -> None:
    """Whatever the tags do, pieces come out without outer white space and never empty."""
    for piece in read_html(markup, "https://herald.example/a").pieces:
        assert piece.text
        assert piece.text == piece.text.strip()


@given(st.lists(st.sampled_from([*PARAGRAPHS, "Short one.", "Menu"]), max_size=8))
@settings(max_examples=60, deadline=None)
def test_lines_are_laid_over_the_body_where_they_stand(chosen: list[str]) -> None:
    """A line is placed only in paragraphs that hold its words."""
    tree = parse("<body>" + "".join(f"<p>{text}</p>" for text in [*chosen, "Footer"]) + "</body>")
    assert tree is not None
    lines = visible_lines(tree)
    for line, spot in zip(lines, lay_over(lines, PARAGRAPHS), strict=True):
        assert spot is None or line.text in " ".join(PARAGRAPHS[spot.first : spot.last + 1])


def test_a_dropped_paragraph_is_put_back_between_its_siblings() -> None:
    """A long paragraph that the extractor left out stands where the page has it."""
    tree = parse("<body><div>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div></body>")
    assert tree is not None
    assert fill_gaps(visible_lines(tree), [PARAGRAPHS[0], PARAGRAPHS[2]]) == PARAGRAPHS


def test_a_declared_language_is_believed_where_the_words_confirm_it() -> None:
    """French under lang="en" is not in English; two words and a page without words tell nothing."""
    french = "Le ferry s'est échoué dans le port et les passagers ont été évacués par la police."
    assert is_in(french, "fr")
    assert is_in(" ".join(PARAGRAPHS), "en")
    assert not any(is_in(text, "en") for text in (french, "Ferry aground", ""))
    assert not is_in(french, "xx")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ".join(PARAGRAPHS), "en"),
        (
            "Die Fähre ist am Sonntag vor dem Hafen auf Grund gelaufen, sagte die Küstenwache der Stadt.",
            "de",
        ),
        (
            "Le ferry s'est échoué dans le port et les passagers ont été évacués par la police.",
            "fr",
        ),
        (
            "El barco se quedó varado en el puerto y los pasajeros fueron llevados a la ciudad.",
            "es",
        ),
        ("フェリーが港の近くで座礁したと海上保安庁が発表した。", "ja"),
        ("여객선이 항구 앞바다에서 좌초했다고 해경이 밝혔다.", "ko"),
        ("Паром сел на мель, и это было не в первый раз, как сказал капитан.", "ru"),
        ("xyzzy", "und"),
        ("", "und"),
    ],
)
def test_languages_are_told_by_script_and_common_words(text: str, code: str) -> None:
    """A sentence is enough; where nothing tells, the answer is "und"."""
    assert guess_language(text) == code
