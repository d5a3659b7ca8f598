"""Runs the command line in this process, as a shell would see it, and keeps small piles."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crosswire.serve.cli import main

COURIER = """Ferry Linnet runs aground off Port Sorrel

By Ada Quill
Sorrel Courier, 4 March 2024

PORT SORREL, March 4 - The ferry Linnet ran aground off Port Sorrel on Monday, the harbour \
master said.

Twelve people were taken to hospital, according to harbour master Tomas Reed.

"We heard a loud noise and then the lights went out," said passenger Nell Harrow.
"""
MERCURY = """Fourteen in hospital after ferry accident

By Jon Vale
Vellum Mercury, 4 March 2024

Fourteen people were taken to hospital after the ferry Linnet ran aground near Port Sorrel on \
Monday, police said.

The ferry is expected to be towed into port on Wednesday, a spokeswoman for the owner said.
"""


@dataclass(frozen=True)
class Done:
    """What a run left behind; `lines` are those on standard error."""

    status: int
    out: str
    lines: list[str]

    @property
    def brief(self) -> dict[str, Any]:
        """Standard output as JSON."""
        told: dict[str, Any] = json.loads(self.out)
        return told

    @property
    def sources(self) -> list[str]:
        """Where the articles of the brief lie, sorted."""
        told = [article["source"] for one in self.brief["stories"] for article in one["articles"]]
        return sorted(told)

    def issues_about(self, source: str) -> list[dict[str, Any]]:
        """The issues of the brief that name this file."""
        stories = self.brief["stories"]
        told = [*self.brief["issues"], *(issue for one in stories for issue in one["issues"])]
        return [issue for issue in told if source in issue["about"] or source in issue["message"]]


class Runner:
    """Calls the command in one folder; argument by argument, as a shell hands them over."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self._patch = patch
        self.folder = folder
        patch.chdir(folder)

    def write(self, name: str, content: str | bytes) -> Path:
        """A file under this folder, with the folders it needs."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def two_reports(self) -> None:
        """A pile of two reports of one invented accident."""
        self.write("pile/courier.txt", COURIER)
        self.write("pile/mercury.txt", MERCURY)

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Done:
        """One run, in this process."""
        out, err = _Stream(), _Stream()
        with self._patch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = main(list(arguments))
        return Done(status, out.text(), err.text().splitlines())

    def json(self, *arguments: str, stdin: bytes = b"") -> Done:
        """One run of `crosswire brief ... --format json --workers 1`."""
        return self("brief", *arguments, "--format", "json", "--workers", "1", stdin=stdin)


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        """What was written."""
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode()


def one_line(done: Done, *words: Sequence[str] | str) -> str:
    """The only line on standard error, which begins with the name of the program."""
    assert len(done.lines) == 1, done.lines
    (line,) = done.lines
    assert line.startswith("crosswire: "), line
    for word in words:
        assert word in line, line
    return line
