"""What was asked for on the command line. Light, so that `--help` need not load the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from crosswire.errors import BadInput
from crosswire.records.moment import check_moment


class Format(StrEnum):
    """The shapes of a brief."""

    TERMINAL = "terminal"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


ENDINGS = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
}


@dataclass(frozen=True)
class Request:
    """The options of `crosswire brief`; `checked` makes one."""

    paths: tuple[str, ...]
    format: Format
    output: Path | None = None
    from_day: str | None = None
    until: str | None = None
    since: str | None = None
    story: int | None = None
    explain: bool = False
    archive: Path | None = None
    workers: int | None = None
    fast: bool = False

    def __post_init__(self) -> None:
        """Raises BadInput for options that do not fit together."""
        if not self.paths and self.archive is None:
            raise BadInput("no pages were named. Try: crosswire brief pages/")
        for name, day in (("--from", self.from_day), ("--until", self.until)):
            if day is not None and not _is_day(day):
                raise BadInput(f"{name} {day} is no day. Write it as 2024-03-01.")
        if self.from_day and self.until and self.from_day > self.until:
            raise BadInput(f"--from {self.from_day} is after --until {self.until}. Swap them.")
        if self.since is not None:
            check_moment(self.since, "--since")
        if self.workers is not None and self.workers < 1:
            raise BadInput(f"--workers {self.workers} can do nothing. Give 1 or more.")
        if self.output and self.archive and self.output.resolve() == self.archive.resolve():
            raise BadInput(f"--output and --archive are both {self.output}. Name two files.")


def format_for(output: Path | None) -> Format:
    """The shape that the name of the output asks for; the terminal's where it asks for none."""
    return ENDINGS.get(output.suffix.lower(), Format.TERMINAL) if output else Format.TERMINAL


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
