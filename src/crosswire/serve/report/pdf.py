"""A report as PDF: printed by a Chromium of this machine, without its window, where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from crosswire.errors import BadInput
from crosswire.serve.report.html import html_of
from crosswire.serve.report.made import Report

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
USUAL = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW = (
    "No Chromium was found that could print it. Open the report as a page, print it (Ctrl+P), and "
    "choose “Save as PDF” as the printer."
)
SECONDS = 60

# What is printed is our own page, whose policy lets no script run and nothing load; the rest keeps the
# browser from asking the network for anything of its own.
_FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@cache
def browser() -> str | None:
    """The Chromium that can print, where there is one."""
    named = (shutil.which(name) for name in NAMES)
    usual = (path for path in USUAL if Path(path).exists())
    return next((path for path in (*named, *usual) if path), None)


def pdf_of(report: Report) -> bytes:
    """The report as the bytes of a PDF. Raises BadInput, which says what to do, where none can be made."""
    found = browser()
    if found is None:
        raise BadInput(HOW)
    with tempfile.TemporaryDirectory(prefix="crosswire-") as name:
        folder = Path(name)
        page, printed = folder / "report.html", folder / "report.pdf"
        page.write_text(html_of(report), "utf-8", errors="replace")
        # As root there is no sandbox to be had.
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            found, *_FLAGS, *root, f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={printed}", page.as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 - our own arguments
                command, check=True, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL
            )
            return printed.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise BadInput(f"the browser {found} could not print it. {HOW}") from error
