"""SECURITY.md: every promise points to tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOLD = (ROOT / "SECURITY.md").read_text("utf-8")


def test_each_promise_is_held_by_a_test() -> None:
    """Every row of a table of promises names at least one test, and every test named exists."""
    promised = TOLD.split("## What is promised", 1)[1].split("## What is not promised", 1)[0]
    rows = [
        line for line in promised.splitlines() if line.startswith("| ") and "held by" not in line
    ]
    rows = [line for line in rows if not line.startswith("| ---")]
    assert len(rows) > 15
    for row in rows:
        named = re.findall(r"`(tests/\w+\.py)::(test_\w+)`", row)
        assert named, row
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text("utf-8"), f"{file}::{test}"
