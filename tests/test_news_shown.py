"""What is new, on the terminal, in Markdown and on the page: told first, whole, and deaf to pages."""

from __future__ import annotations

import io

import msgspec
import pytest
from lxml import html
from rich.console import Console

from crosswire.records.brief import Brief, NewsKind, NewsTold
from crosswire.serve.html import render_html
from crosswire.serve.markdown import render_markdown
from crosswire.serve.terminal import render_terminal
from crosswire.serve.view_news import NEWS_WORD
from hostile_brief import HOSTILE
from sample_brief import sample_brief, sample_story

replace = msgspec.structs.replace


def entry(kind: NewsKind, statement: str, **more: str) -> NewsTold:
    """One thing that is new in the sample."""
    said = next(s for s in sample_story().statements if s.id == statement)
    told = NewsTold(
        id=f"n-{kind}-{statement}", kind=kind, text=said.text, statement=said.id,
        article=said.article, claim=None, before=None, after=None, reason="why",
    )  # fmt: skip
    return replace(told, **more)


def with_news(*news: NewsTold) -> Brief:
    """The sample, compared with what was there before 9 March."""
    return replace(
        sample_brief(), stories=(replace(sample_story(), news=news),), since="2029-03-09"
    )


def terminal(brief: Brief, width: int = 100, encoding: str = "utf-8") -> str:
    """What a console of this width shows."""
    held = io.BytesIO()
    file = io.TextIOWrapper(held, encoding, errors="strict", newline="", write_through=True)
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    render_terminal(brief, console)
    return held.getvalue().decode(encoding)


def page(brief: Brief) -> html.HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(
        render_html(brief).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
    )


EACH = with_news(*(entry(kind, "s17", before="fourteen", after="nineteen") for kind in NEWS_WORD))


@pytest.mark.parametrize("width", [40, 80, 160])
def test_every_kind_has_its_word_in_every_shape(width: int) -> None:
    """Each kind is named, with its sentence and the number of its article."""
    shown = [" ".join(terminal(EACH, width).split()), render_markdown(EACH)]
    shown.append(page(EACH).xpath("string(//ul[contains(@class, 'news')])"))
    for text in shown:
        rest = text
        for word in list(NEWS_WORD.values())[:12]:
            assert word in rest
            rest = rest.split(word, 1)[1]
        assert "not open today but on Monday" in text
    assert "[6]" in shown[0]


def test_news_come_first() -> None:
    """Before what is reported stands what is new since the day that was asked for."""
    text = terminal(EACH)
    assert text.index("NEW SINCE 9 MAR 2029") < text.index("REPORTED")
    heads = [line for line in render_markdown(EACH).splitlines() if line.startswith("## ")]
    assert heads[:2] == ["## New since 9 Mar 2029", "## Reported"]
    titles = [title.text_content() for title in page(EACH).xpath("//article//h2")]
    assert titles[:2] == ["New since 9 Mar 2029", "Reported"]


def test_nothing_new_is_said_and_nothing_asked_is_not() -> None:
    """An empty answer is an answer; without --since no section stands there."""
    for draw in (terminal, render_markdown, render_html):
        assert "nothing" in draw(with_news()).lower().split("reported", 1)[0].rsplit("new since")[1]
        assert "new since" not in draw(sample_brief()).lower()


def test_what_changed_is_told_beside_the_sentence() -> None:
    """Old and new figure, what was denied, what was expected, how many origins now."""
    brief = with_news(
        entry("number changed", "s5", before="14", after="17"),
        entry("denied", "s15", before="A fault had been reported, ."),
        entry("cancelled", "s16", before="The race will go ahead."),
        entry("further origin", "s10", before="1 origin", after="2 origins", reason="now also x"),
    )
    for text in (terminal(brief), render_markdown(brief), page(brief).text_content()):
        assert "14 → 17" in text
        assert "what was said: A fault had been reported" in text
        assert "what was expected: The race will go ahead" in text
        assert "now also x (1 origin → 2 origins)" in text


def test_a_small_character_set_gets_plain_signs() -> None:
    """Where arrows cannot be written, they are drawn in ASCII."""
    assert "14 -> 17" in terminal(
        with_news(entry("number changed", "s5", before="14", after="17")), 100, "ascii"
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_pages_stay_words(words: str) -> None:
    """What a page says can neither steer the terminal nor become markup; unknown ids break nothing."""
    brief = with_news(
        entry("withdrawn", "s5", text=words, before=words, reason=words, article="none")
    )
    assert "\x1b" not in terminal(brief)
    render_markdown(brief)
    tree = page(brief)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //iframe")


def test_each_entry_leads_to_its_article_and_claim() -> None:
    """On the page the number leads to the article and the sentence to its claim."""
    told = page(with_news(entry("new claim", "s13", claim="c3")))
    anchors = told.xpath("//ul[contains(@class, 'news')]//a/@href")
    assert len(anchors) == 2
    assert set(anchors) <= {f"#{name}" for name in told.xpath("//@id")}


def test_a_story_of_one_article_is_marked_new() -> None:
    """Among those told in one line, what is new is marked."""
    story = sample_story()
    short = replace(story, id="s9", articles=story.articles[:1], news=(entry("new story", "s1"),))
    old = replace(short, id="s8", news=())
    brief = replace(sample_brief(), stories=(story, short, old), since="2029-03-08")
    lines = [
        line for line in terminal(brief).splitlines() if "Northline" in line and "swung" in line
    ]
    assert [line.endswith("  new") for line in lines] == [True, False]
