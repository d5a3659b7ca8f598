"""`make speed`: what it prints, without the wait."""

from __future__ import annotations

import pytest

from benchmarks import speed


def test_each_stage_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Articles a second of one core, the share of the whole, the ratio to trafilatura in the same run."""
    speed.report("the press", 12, 0.2, {"clean": 0.5, "read": 1.5})
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["trafilatura", "60.0", "-", "1.00"] in lines
    assert ["read", "8.0", "75.0%", "0.13"] in lines
    assert ["all", "6.0", "100.0%", "0.10"] in lines


def test_without_the_sets_the_press_is_the_pile() -> None:
    """So many HTML pages, the same ones each time; claims end the way that is timed."""
    pages = speed.press_pages(5)
    assert [page.media_type for page in pages] == ["text/html"] * 5
    assert pages == speed.press_pages(5)
    assert speed.UP_TO_CLAIMS[-1].name == "claims"
