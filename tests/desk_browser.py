"""A real server on this machine's loopback, a real Chromium before it, and what both complain of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from crosswire.serve.api.app import make_app
from crosswire.serve.api.holdings import Holdings
from crosswire.serve.api.run import address_of, listening
from crosswire.serve.api.settings import Settings

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "examples" / "harbour"
SCREENS = ROOT / "out" / "screens"
AXE = Path(__file__).parent / "vendor" / "axe" / "axe.min.js"

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
OPEN = 10**9  # requests a minute: nobody waits in a test that is not about waiting

# Of axe's four kinds of harm these two fail a test; the others are told in the message.
GRAVE = ("serious", "critical")
_WATCH = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def chromium(sync_api: Any) -> Iterator[Any]:
    """One Chromium; skips in one line where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for path in map(shutil.which, names) if path), None)
    usual = Path("/usr/bin/chromium")
    if found is None and not usual.exists():
        pytest.skip("no Chromium in PATH or at /usr/bin/chromium")
    with sync_api.sync_playwright() as playwright:
        told = playwright.chromium.launch(executable_path=found or str(usual), args=FLAGS)
        yield told
        told.close()


@dataclass
class Served:
    """A desk that is being served: where, and what it holds."""

    url: str
    holdings: Holdings

    def settled(self, seconds: float = 60) -> None:
        """Waits until all that was sent is worked in."""
        assert self.holdings.wait(seconds), "the desk is still working"


@contextmanager
def serving(archive: Path) -> Iterator[Served]:
    """Serves an archive at a free port until the test is done with it."""
    import uvicorn  # noqa: PLC0415 - comes with an extra

    settings = Settings(archive=archive, reads_a_minute=OPEN, writes_a_minute=OPEN)
    app = make_app(settings)
    with listening("127.0.0.1", 0) as door:
        config = uvicorn.Config(app, log_level="error", server_header=False)
        server = uvicorn.Server(config)
        thread = Thread(target=lambda: server.run(sockets=[door]), daemon=True)
        thread.start()
        try:
            yield Served(address_of(door), app.state.holdings)
        finally:
            server.should_exit = True
            thread.join(30)


class Visit:
    """A browser's window with all that it complained of: console, errors, dialogs, policy, statuses."""

    def __init__(self, browser: Any, url: str, **settings: Any) -> None:
        self.url = url
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.add_init_script(_WATCH)
        self.page.on("console", lambda told: self._complain(told.type, told.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _dialog(self, dialog: Any) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def to(self, path: str) -> Any:
        """Opens a page of the desk, which must be there; gives back the window."""
        answer = self.page.goto(self.url + path)
        assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"
        return self.page

    def calm(self) -> None:
        """Nothing was complained of, and nothing was asked of other places."""
        assert self.complaints == []
        foreign = [
            url for url in self.asked if not url.startswith((self.url, "data:", "blob:", "about:"))
        ]
        assert foreign == []

    def grave(self) -> list[str]:
        """What axe finds that keeps people out, a line each."""
        # Its own evaluation runs apart from the page, whose policy would not let it in.
        self.page.evaluate(AXE.read_text("utf-8"))
        found = json.loads(
            self.page.evaluate(
                "axe.run({resultTypes: ['violations']}).then(told => JSON.stringify(told.violations))"
            )
        )
        return [
            f"{one['impact']}: {one['id']} at {node['target']}: {node['failureSummary']}"
            for one in found
            if one["impact"] in GRAVE
            for node in one["nodes"][:3]
        ]

    def screen(self, name: str) -> None:
        """Keeps a picture of the whole page among the artefacts."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def tab_to(page: Any, selector: str, most: int = 200) -> None:
    """Presses Tab until the focus is on what the selector means; fails where it cannot be reached."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")
