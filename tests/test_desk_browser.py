"""The desk in a real browser: from dropped pages to a report, by mouse and by keys; judgements; hostile
pages; what everybody can see."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("uvicorn", reason="pip install 'crosswire[web]'")

# Only where the extras are installed.
from crosswire.records.page import Page  # noqa: E402
from crosswire.sources import gather  # noqa: E402
from crosswire.store.archive import open_archive  # noqa: E402
from crosswire.upkeep import add, rebuild  # noqa: E402
from desk_browser import DEMO, Served, Visit, chromium, serving, tab_to  # noqa: E402

pytestmark = pytest.mark.browser
HARBOUR = "crane"
HOSTILE = (
    "<script>document.title='owned'</script>", "<img src=x onerror=alert(1)>",
    "</textarea></style><svg/onload=alert(1)>", "{{ 7*7 }}", "javascript:alert(1)",
)  # fmt: skip
# Files as a person drops them from a folder onto the page.
_DROP = """files => {
    const carried = new DataTransfer();
    for (const [name, body] of files) {
        const bytes = Uint8Array.from(atob(body), one => one.charCodeAt(0));
        carried.items.add(new File([bytes], name));
    }
    for (const kind of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(kind, {
            dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of this module."""
    yield from chromium(sync_api)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with the demo pages, worked in once."""
    path = tmp_path_factory.mktemp("demo") / "desk.db"
    pages, _ = gather([str(DEMO)])
    with open_archive(path) as shelf:
        add(shelf, pages)
    return path


@pytest.fixture
def desk(demo: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk over a copy of the demo archive."""
    path = tmp_path / "desk.db"
    path.write_bytes(demo.read_bytes())
    with serving(path) as served:
        served.settled()
        yield served


def crane_story(page: Any, url: str) -> None:
    """Opens the story of the crane from the front page."""
    page.goto(url + "/")
    page.click("#list h3 a >> nth=0")
    page.wait_for_url(re.compile(r"/stories/\d+"))


def test_from_dropped_pages_to_a_report(browser: Any, tmp_path: Path) -> None:
    """Pages are dropped onto the empty front page, worked in before one's eyes, found, read, chosen from
    and reported on."""
    with serving(tmp_path / "desk.db") as desk, Visit(browser, desk.url) as visit:
        page = visit.to("/")
        visit.screen("front-empty")
        files = [
            [one.name, base64.b64encode(one.read_bytes()).decode()]
            for one in sorted(DEMO.iterdir())
        ]
        page.evaluate(_DROP, files)
        page.wait_for_url(re.compile(r"/add"))
        sync_api.expect(page.locator("progress")).to_have_count(1)
        visit.screen("add-progress")
        desk.settled()
        sync_api.expect(page.locator(".took .done")).to_have_count(len(files), timeout=30_000)
        page.goto(desk.url + "/")
        visit.screen("front")
        page.locator("#q").press_sequentially(HARBOUR)
        sync_api.expect(page.locator("#list [data-item]")).to_have_count(1)
        page.click("#list h3 a")
        visit.screen("story")
        claim = page.locator("details.claim").first
        claim.locator("summary").first.click()
        sync_api.expect(claim.locator("mark").first).to_be_visible()
        claim.locator("button:text-is('Choose for the report')").click()
        sync_api.expect(claim.locator("text=In the report (1)")).to_be_visible()
        visit.screen("story-claim")
        claim.locator("text=In the report (1)").click()
        page.wait_for_url(re.compile(r"/report/"))
        page.click("text=Write at the end")
        page.wait_for_url(re.compile("did=write"))
        page.locator("textarea").press_sequentially("The rest is not known yet.")
        sync_api.expect(page.locator("#said")).to_have_text("Kept")
        with page.expect_download() as download:
            page.click("a:text-is('Markdown')")
        text = Path(download.value.path()).read_text("utf-8")
        assert "The rest is not known yet" in text and "[^1]: " in text
        assert re.search(r"SHA-256 `[0-9a-f]{64}`", text)
        visit.calm()


def test_judgements_outlive_a_rebuild_and_can_be_taken_back(browser: Any, desk: Served) -> None:
    """A sentence told apart and a note are there after all was built anew, with name and time; taken
    back, the claim is as it was."""
    with Visit(browser, desk.url) as visit:
        page = visit.page
        crane_story(page, desk.url)
        before = page.locator("a[href='#reported'] .n").inner_text()
        claim = page.locator("details.claim").first
        claim.locator("summary").first.click()
        claim.locator("button:text-is('Not the same')").first.click()
        page.wait_for_url(re.compile("said="))
        sync_api.expect(page.locator(".flash")).to_be_visible()
        apart = page.locator("a[href='#reported'] .n").inner_text()
        assert int(apart) == int(before) + 1
        claim = page.locator("details.claim").first
        claim.locator("summary").first.click()
        claim.locator(".acts.wide .noting summary:text-is('Note')").click()
        claim.locator(".acts.wide textarea").fill("Ask the harbour office <b>again</b>.")
        claim.locator("button:text-is('Keep the note')").last.click()
        page.wait_for_url(re.compile("said="))
        with desk.holdings.open() as shelf:
            rebuild(shelf)
        page.goto(page.url.split("?")[0])
        sync_api.expect(page.locator("a[href='#reported'] .n")).to_have_text(apart)
        said = page.locator("#why .reasons li", has_text="Ask the harbour office <b>again</b>.")
        sync_api.expect(said).to_have_count(1)
        visit.screen("story-judged")
        visit.to("/judgements")
        sync_api.expect(page.locator("button:text-is('Take back')")).to_have_count(2)
        visit.screen("judgements")
        for _ in range(2):
            page.locator("button:text-is('Take back')").first.click()
            page.wait_for_load_state()
        crane_story(page, desk.url)
        sync_api.expect(page.locator("a[href='#reported'] .n")).to_have_text(before)
        visit.calm()


def test_articles_that_a_person_parts_stay_apart(browser: Any, desk: Served) -> None:
    """“They report two events” makes two stories, which stay two after a rebuild."""
    with Visit(browser, desk.url) as visit:
        page = visit.to("/")
        before = page.locator("#list [data-item]").count()
        crane_story(page, desk.url)
        page.click("button:has-text('Apart: they report two events')")
        page.wait_for_url(re.compile("said="))
        desk.settled()
        with desk.holdings.open() as shelf:
            rebuild(shelf)
        desk.settled()
        visit.to("/")
        sync_api.expect(page.locator("#list [data-item]")).to_have_count(before + 1)
        visit.calm()


def test_the_desk_is_used_by_keyboard_alone(browser: Any, desk: Served) -> None:
    """A story is found, opened, read and chosen from without a mouse; the focus is always seen."""
    with Visit(browser, desk.url) as visit:
        page = visit.to("/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("/")
        page.keyboard.type(HARBOUR)
        sync_api.expect(page.locator("#list [data-item]")).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/stories/\d+"))
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        claim = page.locator("details.claim").first
        sync_api.expect(claim.locator("mark").first).to_be_visible()
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        tab_to(page, "form[action='/report/choose'] button", 400)
        page.keyboard.press("Enter")
        sync_api.expect(claim.locator("text=In the report (1)")).to_be_visible()
        page.keyboard.press("?")
        sync_api.expect(page.locator("#keys")).to_be_visible()
        visit.screen("keys")
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_url(re.compile(r"/report$"))
        visit.calm()


def hostile_pages() -> list[Page]:
    """Reports with markup in headline, address, outlet, byline and quote, two of one event."""
    pages = []
    for number in range(2):
        body = "\n\n".join(
            (
                f"Silo burns in Tolm {HOSTILE[0]}",
                f"By {HOSTILE[2]}",
                f"The silo in Tolm burned down on Monday, the fire service said. {HOSTILE[1]}",
                f"“It was {HOSTILE[0]} {HOSTILE[3]} loud,” said Ada Quill of {HOSTILE[4]}.",
            )
        )
        address = f"https://tolm{number}.example/'\"><script>alert(1)</script>"
        fields: dict[str, str | list[str]] = {
            "title": f"Silo burns in Tolm {HOSTILE[number]}", "published": "2031-03-04T09:00Z",
            "outlet": f"Tolm {HOSTILE[1]} {number}",
        }  # fmt: skip
        pages.append(Page.make("p", body.encode(), "text/plain", address=address, fields=fields))
    return pages


def test_hostile_pages_stay_text(browser: Any, tmp_path: Path) -> None:
    """Scripts in headline, address, outlet and quote are words on every page: nothing runs, nothing is
    asked for, no policy is broken."""
    path = tmp_path / "desk.db"
    with open_archive(path) as shelf:
        add(shelf, hostile_pages())
    with serving(path) as desk, Visit(browser, desk.url) as visit:
        desk.settled()
        page = visit.to("/")
        headline = page.locator("#list h3").first.inner_text()
        assert HOSTILE[0] in headline or HOSTILE[1] in headline
        page.click("#list h3 a >> nth=0")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        sync_api.expect(page.locator("mark").first).to_be_visible()
        page.locator("button:text-is('Choose for the report')").first.click()
        sync_api.expect(page.locator("text=In the report (1)")).to_be_visible()
        visit.screen("hostile-story")
        for path_of in every_page(page, desk):
            visit.to(path_of)
            assert "owned" not in page.title()
            assert page.locator("main script, main img, main svg[onload]").count() == 0, path_of
        visit.calm()


def every_page(page: Any, desk: Served) -> list[str]:
    """An address of each kind of page of the desk, from the story that is open in the window."""
    story = re.sub(r"[?#].*", "", page.url.removeprefix(desk.url))
    found = page.evaluate(
        "[...document.querySelectorAll('main a[href]')].map(one => one.getAttribute('href'))"
    )
    of = {}
    for link in found:
        kind = re.match(r"/[a-z]+(/\d+/[a-z]+)?", link)
        if kind:
            of.setdefault(kind[0], link.split("#")[0])
    with desk.holdings.open() as shelf:
        (article,) = shelf.connection.execute("SELECT id FROM articles LIMIT 1").fetchone()
    desk_pages = [
        "/", "/sources", "/sources?kind=outlet", "/sources?kind=name", "/search?q=the", "/add",
        "/judgements", "/help", "/report", f"{story}/claims", f"/articles/{article}",
    ]  # fmt: skip
    return list(dict.fromkeys([*desk_pages, story, *of.values()]))


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
)
def test_everybody_can_use_every_page(browser: Any, desk: Served, scheme: str, width: int) -> None:
    """axe finds nothing serious on any page, in light and dark, wide and on a phone; nothing has to be
    scrolled sideways."""
    size = {"width": width, "height": 800}
    with Visit(browser, desk.url, color_scheme=scheme, viewport=size) as visit:
        page = visit.page
        crane_story(page, desk.url)
        wrong = {}
        for path in every_page(page, desk):
            visit.to(path)
            page.evaluate(
                "document.querySelectorAll('details.claim').forEach(one => one.open = true)"
            )
            page.wait_for_load_state("networkidle")
            grave = visit.grave()
            if page.evaluate("document.documentElement.scrollWidth") > width:
                grave.append("has to be scrolled sideways")
            if grave:
                wrong[path] = grave
            name = re.sub(r"[^a-z]+", "-", re.sub(r"\d+|=.*", "", path)).strip("-") or "front"
            visit.screen(f"{name}-{scheme}-{width}")
        assert not wrong, "\n".join(
            f"{path}: {one}" for path, some in wrong.items() for one in some
        )
        visit.calm()


def test_all_can_be_read_without_scripts(browser: Any, desk: Served) -> None:
    """Front page, story, sentences of a claim, sources and search are read where no script runs."""
    with Visit(browser, desk.url, java_script_enabled=False) as visit:
        page = visit.page
        crane_story(page, desk.url)
        page.click("details.claim summary >> nth=0")
        page.click("text=Read the sentences side by side >> nth=0")
        sync_api.expect(page.locator("mark").first).to_be_visible()
        visit.to("/")
        page.fill("#q", HARBOUR)
        page.click("button:text-is('Find')")
        sync_api.expect(page.locator("#list [data-item]")).to_have_count(1)
        visit.to("/search?q=crane")
        assert page.locator("main").inner_text().lower().count("crane") > 2
