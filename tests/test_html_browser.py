"""The page in a real browser: opened from a file, by keyboard, on a phone, in the dark, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crosswire.records.brief import Brief
from crosswire.serve.html import render_fragment, render_html
from hostile_brief import HOSTILE, hostile_story
from sample_brief import sample_brief

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WORDS = [
    ".claim .text", ".claim .origins", ".count b", ".count span", ".differs", ".mark", ".why li",
    ".card .outlet", ".card .chain", ".card blockquote", ".card mark", ".notes", ".differ h3",
    ".differ .value", ".differ .who", ".nature", ".reason", ".expected .status", ".expected .text",
    ".happenings .what", ".happenings .place", ".changes .kind", ".changes ins", ".changes del",
    ".texts .shared", ".article b", ".issues li", ".legend dd", ".standfirst", ".kicker",
]  # fmt: skip
# The colour of an element's words and of what really lies behind them, as [r, g, b] each.
COLOURS = """node => {
    const parts = told => told.match(/[\\d.]+/g).map(Number);
    const ink = parts(getComputedStyle(node).color);
    for (let one = node; one; one = one.parentElement) {
        const back = parts(getComputedStyle(one).backgroundColor);
        if (back.length === 3 || back[3] === 1) return [ink.slice(0, 3), back.slice(0, 3)];
    }
    return [ink.slice(0, 3), [255, 255, 255]];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this module."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    usual = Path("/usr/bin/chromium")
    if found is None and not usual.exists():
        pytest.skip("no Chromium in PATH or at /usr/bin/chromium")
    with sync_api.sync_playwright() as playwright:
        told = playwright.chromium.launch(executable_path=found or str(usual), args=FLAGS)
        yield told
        told.close()


class Opened:
    """A page opened from a file, with all that it asked for and complained of."""

    def __init__(self, browser: Any, told: Path, **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(told.as_uri())

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample brief as a file."""
    return written(tmp_path_factory.mktemp("page"), sample_brief())


def written(folder: Path, brief: Brief) -> Path:
    """A brief as a page in this folder."""
    path = folder / "brief.html"
    path.write_text(render_html(brief), "utf-8")
    return path


def test_a_claim_is_opened_by_keyboard(browser: Any, told: Path) -> None:
    """Tab and Enter open a claim; the marked sentence is seen; nothing is loaded, nothing fails."""
    with Opened(browser, told) as opened:
        page = opened.page
        claim = page.locator("#s1-c1")
        assert not claim.locator("mark").first.is_visible()
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.parentElement.id") == "s1-c1":
                break
        page.keyboard.press("Enter")
        assert claim.locator("mark").first.is_visible()
        assert claim.locator("mark").count() == 3
        assert opened.asked == [told.as_uri()]
        assert opened.complaints == []


def test_links_open_what_they_lead_to(browser: Any, told: Path) -> None:
    """From the timeline to a folded claim; from a contested claim to where reports differ."""
    with Opened(browser, told) as opened:
        page = opened.page
        page.locator("a[href='#s1-c2']").first.click()
        assert page.locator("#s1-c2 mark").first.is_visible()
        page.locator("#s1-c1 .differs").first.click()
        assert page.locator("#s1-dA").evaluate("node => node.getBoundingClientRect().top") < 200
        page.locator("button[data-open]").click()
        assert page.locator("#s1-c12 mark").first.is_visible()
        assert opened.complaints == []


def test_without_scripts_all_can_be_read(browser: Any, told: Path) -> None:
    """The page needs no script: claims open, and no dead button stands there."""
    with Opened(browser, told, java_script_enabled=False) as opened:
        opened.page.locator("#s1-c1 > summary .text").click()
        assert opened.page.locator("#s1-c1 mark").first.is_visible()
        assert not opened.page.locator("button[data-open]").is_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_needs_no_sideways_scrolling(browser: Any, told: Path, width: int) -> None:
    """At the width of a phone all fits, also when everything is open."""
    with Opened(browser, told, viewport={"width": width, "height": 800}) as opened:
        page = opened.page
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".narrow svg").first.is_visible()
        assert not page.locator(".wide svg").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_light_and_dark(browser: Any, told: Path, scheme: str) -> None:
    """All words have a contrast of 4.5 to 1 at least against what lies behind them."""
    with Opened(browser, told, color_scheme=scheme) as opened:
        page = opened.page
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        weak = {}
        for selector in WORDS:
            nodes = page.locator(selector)
            assert nodes.count(), selector
            ink, back = nodes.first.evaluate(COLOURS)
            if contrast(ink, back) < 4.5:
                weak[selector] = round(contrast(ink, back), 2)
        assert not weak
        paper = page.locator("body").evaluate(COLOURS)[1]
        assert (luminance(paper) < 0.1) is (scheme == "dark")


def luminance(colour: list[float]) -> float:
    """Relative luminance of a colour as WCAG 2 has it."""
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    """Contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_on_paper_there_are_no_controls(browser: Any, told: Path) -> None:
    """Print hides what can only be clicked, and is dark on white even for a dark screen."""
    with Opened(browser, told, color_scheme="dark") as opened:
        page = opened.page
        assert page.locator("button[data-open]").is_visible()
        page.emulate_media(media="print")
        assert not page.locator("button[data-open]").is_visible()
        ink, back = page.locator("#s1-c1 .text").evaluate(COLOURS)
        assert back == [255, 255, 255] and contrast(ink, back) > 15


def test_labels_of_pictures_do_not_overlap(browser: Any, told: Path) -> None:
    """In the picture of who says so no two names run into each other, wide or narrow."""
    for width in (1280, 390):
        with Opened(browser, told, viewport={"width": width, "height": 800}) as opened:
            boxes = opened.page.evaluate(
                """[...document.querySelectorAll('svg.web text')].map(one => {
                    const box = one.getBoundingClientRect();
                    return [box.left, box.top, box.right, box.bottom, one.textContent];
                }).filter(box => box[2] > box[0])"""
            )
            assert len(boxes) > 20
            clash = [
                (a[4], b[4])
                for place, a in enumerate(boxes)
                for b in boxes[place + 1 :]
                if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 3 and b[1] < a[3] - 3
            ]
            assert not clash


def test_nothing_that_pages_bring_is_run(browser: Any, tmp_path: Path) -> None:
    """Scripts, handlers and images in hostile words are words: no dialog, no request."""
    stories = tuple(
        msgspec.structs.replace(hostile_story(words), id=f"s{place}")
        for place, words in enumerate(HOSTILE)
    )
    path = written(tmp_path, msgspec.structs.replace(sample_brief(), stories=stories))
    with Opened(browser, path) as opened:
        opened.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert opened.asked == [path.as_uri()]
        assert opened.complaints == []


def test_a_notebook_cell_is_left_as_it_is(browser: Any, tmp_path: Path) -> None:
    """The fragment brings neither styles nor ids into the page around it, and its claims open."""
    path = tmp_path / "notebook.html"
    cell = "<p id='s1'>a cell</p>"
    path.write_text(
        f"<!doctype html><meta charset='utf-8'>{cell}{render_fragment(sample_brief())}", "utf-8"
    )
    with Opened(browser, path) as opened:
        page = opened.page
        assert (
            page.locator("#s1").evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
        )
        frame = page.frame_locator("iframe")
        frame.locator("#s1-c1 > summary .text").click()
        assert frame.locator("#s1-c1 mark").first.is_visible()
        assert [url for url in opened.asked if url.startswith("http")] == []
