"""Reports in a real browser: chosen and written by mouse, by keyboard alone, without scripts."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("uvicorn", reason="pip install 'crosswire[web]'")

# Only where the extras are installed.
from api_desk import filled_archive  # noqa: E402
from crosswire.store.reports import Drafts  # noqa: E402
from desk_browser import Served, Visit, chromium, serving, tab_to  # noqa: E402

pytestmark = pytest.mark.browser
TABLE = re.compile(r"/report/[0-9a-f]{12}(\?|$)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this module."""
    yield from chromium(sync_api)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """A desk over the sample story."""
    with serving(filled_archive(tmp_path / "desk.db")) as served:
        yield served


def begun(visit: Visit, title: str = "The Arda cable car") -> Any:
    """A new report with the first two claims of the story in it."""
    page = visit.to("/report")
    page.fill("#title", title)
    page.keyboard.press("Enter")
    page.wait_for_url(TABLE)
    page.click("text=Choose claims")
    page.click(".drafts a >> nth=0")
    page.check("input[name=claim] >> nth=0")
    page.check("input[name=claim] >> nth=1")
    page.click("text=Put into the report")
    page.wait_for_url(TABLE)
    return page


def pieces(page: Any) -> list[str]:
    """What the pieces say, from the first."""
    told: list[str] = page.evaluate(
        """[...document.querySelectorAll('form.piece')].map(one =>
             (one.querySelector('textarea') || {}).value ?? one.querySelector('.told').textContent)"""
    )
    return told


def test_a_report_is_written_and_taken_out(browser: Any, desk: Served) -> None:
    """Claims are chosen, words written between them and kept, and each form can be taken out."""
    with Visit(browser, desk.url) as visit:
        page = begun(visit)
        page.click("button[aria-label^='Write below'] >> nth=0")
        page.wait_for_url(re.compile("did=write"))
        page.locator("textarea").press_sequentially("## What is known\n\nWords <b>between</b>.")
        sync_api.expect(page.locator("#said")).to_have_text("Kept")
        page.reload()
        assert pieces(page)[1] == "## What is known\n\nWords <b>between</b>."
        visit.screen("report-table")
        page.click("text=Read it through")
        sync_api.expect(page.locator("h2 >> text=What is known")).to_be_visible()
        sync_api.expect(page.locator(".report .footnotes li").nth(2)).to_be_attached()
        page.click(".told sup a >> nth=0")
        assert page.evaluate("document.activeElement !== null && location.hash") == "#note1"
        visit.screen("report-read")
        for name, begins in (("HTML", b"<!doctype html>"), ("Markdown", b"# The Arda")):
            assert taken(page, name).startswith(begins)
        with zipfile.ZipFile(io.BytesIO(taken(page, "Word"))) as packed:
            assert b"Words &lt;b&gt;between" in packed.read("word/document.xml")
        assert taken(page, "PDF").startswith(b"%PDF-")
        page.click("text=To print")
        sync_api.expect(page).to_have_title("The Arda cable car")
        visit.calm()


def taken(page: Any, name: str) -> bytes:
    """A form of the report as the browser saves it."""
    with page.expect_download() as download:
        page.click(f"nav.tools a:text-is('{name}')")
    return Path(download.value.path()).read_bytes()


def test_words_are_kept_before_another_button_leads_away(browser: Any, desk: Served) -> None:
    """What was typed a moment before a piece is moved is there afterwards; nothing is kept twice."""
    with Visit(browser, desk.url) as visit:
        page = begun(visit)
        page.click("text=Write at the end")
        page.wait_for_url(re.compile("did=write"))
        page.locator("textarea").press_sequentially("Last words.")
        page.click("button[value=up] >> nth=1")
        page.wait_for_url(re.compile("did=up"))
        told = pieces(page)
        assert len(told) == 3 and told[2] == "Last words."
        page.locator("textarea").press("Control+End")
        page.keyboard.type(" And more.")
        page.goto(desk.url + "/report")
        assert kept(desk)[2:] == ["Last words. And more."]
        visit.calm()


def kept(desk: Served) -> list[str]:
    """The words of the one report as the archive has them; a save may still be on its way."""
    told: list[str] = []
    for _ in range(50):
        with desk.holdings.open() as shelf:
            (draft,) = Drafts(shelf).all()
        told = [item.words for item in draft.items]
        if "more" in told[-1]:
            break
        time.sleep(0.1)
    return told


def test_two_windows_lose_nothing(browser: Any, desk: Served) -> None:
    """Where two windows write the same piece, what each wrote is kept."""
    with Visit(browser, desk.url) as visit:
        page = begun(visit)
        page.click("text=Write at the end")
        page.wait_for_url(re.compile("did=write"))
        other = visit.context.new_page()
        other.goto(page.url)
        for window, words in ((page, "From the first."), (other, "From the second.")):
            window.locator("textarea").press_sequentially(words)
            sync_api.expect(window.locator("#said")).to_have_text("Kept")
        page.goto(page.url.split("?")[0])
        assert pieces(page)[2:] == ["From the first.", "From the second."]
        visit.calm()


def test_a_report_is_written_by_keyboard_alone(browser: Any, desk: Served) -> None:
    """From the list to the finished report without a mouse; the focus stays where one is."""
    with Visit(browser, desk.url) as visit:
        page = visit.to("/report")
        tab_to(page, "#title")
        page.keyboard.type("By keys")
        page.keyboard.press("Enter")
        page.wait_for_url(TABLE)
        tab_to(page, ".end a.button")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/claims"))
        tab_to(page, ".drafts a")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("story="))
        for _ in range(3):
            tab_to(page, "input[name=claim]:not(:checked)")
            page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url(TABLE)
        first, second, third = pieces(page)
        tab_to(page, "form.piece button[value=below]")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("did=write"))
        sync_api.expect(page.locator("textarea")).to_be_focused()
        page.keyboard.type("Mine")
        page.keyboard.press("Alt+ArrowUp")
        page.wait_for_url(re.compile("did=up"))
        assert pieces(page) == ["Mine", first, second, third]
        tab_to(page, "button[value=remove]")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("did=remove"))
        assert pieces(page) == [first, second, third]
        assert page.evaluate("document.activeElement.textContent") == "Put it back"
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("did=undo"))
        assert pieces(page) == ["Mine", first, second, third]
        visit.calm()


def test_a_report_is_written_without_scripts(browser: Any, desk: Served) -> None:
    """Every button of the writing table works where no script runs."""
    with Visit(browser, desk.url, java_script_enabled=False) as visit:
        page = begun(visit)
        page.click("button[aria-label^='Write below'] >> nth=1")
        page.fill("textarea", "Without a script.")
        page.click(".piece .keep")
        sync_api.expect(page.locator("textarea")).to_have_value("Without a script.")
        page.click(".of-words button[value=up]")
        page.click(".of-words button[value=up]")
        assert "of-words" in page.get_attribute("form.piece >> nth=0", "class")
        page.click(".of-words button[value=remove]")
        sync_api.expect(page.locator("textarea")).to_have_count(0)
        page.click("text=Put it back")
        sync_api.expect(page.locator("textarea")).to_have_value("Without a script.")
        page.fill("#by", "Ann")
        page.click(".head .keep")
        page.click("text=Read it through")
        sync_api.expect(page.locator(".byline")).to_contain_text("Ann, ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_write_a_report(browser: Any, desk: Served, scheme: str) -> None:
    """axe finds nothing serious on any page of reports, in light and dark, wide and on a phone."""
    for width in (1280, 390):
        size = {"width": width, "height": 800}
        with Visit(browser, desk.url, color_scheme=scheme, viewport=size) as visit:
            visit.to("/report")
            assert visit.grave() == []
            page = begun(visit)
            page.click("button[aria-label^='Write below'] >> nth=0")
            page.wait_for_url(TABLE)
            here = page.url.split("?")[0].removeprefix(desk.url)
            for path in (here, f"{here}/read", f"{here}/claims", f"{here}/claims?story=1"):
                visit.to(path)
                assert visit.grave() == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            visit.screen(f"report-claims-{scheme}-{width}")
            visit.to(here)
            page.click("button[value=remove] >> nth=0")
            page.wait_for_url(re.compile("did=remove"))
            assert visit.grave() == []
            visit.calm()
