"""Upkeep in a process of its own: pages are worked in, its end is told and mended, and it ends with us."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")

from api_desk import REPORT
from crosswire.records.page import Page
from crosswire.serve.api import holdings
from crosswire.serve.api.apart import ENDED
from crosswire.serve.api.holdings import Holdings

PAGE = Page.make("ferry.txt", REPORT.encode(), "text/plain")
OTHER = Page.make("other.txt", REPORT.replace("Ada Quill", "Jon Vale").encode(), "text/plain")


def process_of(held: Holdings) -> Any:
    """The process that works pages in."""
    return held._apart._process  # type: ignore[union-attr]


def test_pages_are_worked_in_by_another_process(tmp_path: Path) -> None:
    """A page is told soon after it was kept; killed, the process begins again; closed, it is gone."""
    held = Holdings(tmp_path / "desk.db", apart=True)
    try:
        assert held.add(PAGE)
        assert held.wait(120) and held.trouble == ""
        assert held.counts().stories == 1 and held.counts().waiting == 0
        first = process_of(held)
        assert first.pid != os.getpid()
        first.kill()
        first.join(30)
        assert held.add(OTHER)
        assert held.wait(120) and held.trouble in ("", ENDED)
        held._ask("add")
        assert held.wait(120) and held.trouble == "" and held.counts().waiting == 0
        last = process_of(held)
    finally:
        held.close()
    assert not last.is_alive()


def test_closing_does_not_wait_for_long_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is stopped ends within moments, whatever is still to be worked in."""
    monkeypatch.setattr(holdings, "GRACE", 0.0)
    held = Holdings(tmp_path / "desk.db", apart=True)
    held.add(PAGE)
    began = time.monotonic()
    held.close()
    assert time.monotonic() - began < 30
    again = Holdings(tmp_path / "desk.db", apart=True)
    try:
        assert again.wait(120) and again.counts().waiting == 0 and again.counts().stories == 1
    finally:
        again.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no signals here")
def test_an_end_in_the_midst_of_work_is_told(tmp_path: Path) -> None:
    """What the process was doing when it was killed is told as not done, and the server lives on."""
    held = Holdings(tmp_path / "desk.db", apart=True)
    try:
        held.add(PAGE)
        for _ in range(600):
            if process_of(held) is not None and process_of(held).pid:
                break
            time.sleep(0.05)
        os.kill(process_of(held).pid, signal.SIGKILL)
        assert held.wait(120) and held.trouble in ("", ENDED)
        held._ask("add")
        assert held.wait(120) and held.counts().waiting == 0
    finally:
        held.close()
