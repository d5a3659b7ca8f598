"""Why a file or line was not read, in plain words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Self

from crosswire.errors import BadInput
from crosswire.records.base import Issue, Severity

STAGE = "sources"


class Refused(BadInput):
    """Raised while a file is read; `read_paths` turns it into an issue and reads on."""

    def __init__(self, kind: str, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.kind, self.message, self.advice = kind, message, advice

    @classmethod
    def by_system(cls, error: OSError) -> Self:
        """What the operating system refused."""
        reason = (error.strerror or str(error) or "unknown reason").lower()
        return cls("unreadable", f"It cannot be read: {reason}.", "Check that it can be opened.")

    def issue(self, about: str) -> Issue:
        """The issue that tells of it."""
        return issue(self.kind, "skipped", about, self.message, self.advice)


class Crowd:
    """Lets so many issues of one kind through for each file; the rest become one with a number."""

    def __init__(self, limit: int) -> None:
        self.told: list[Issue] = []
        self._limit = limit
        self._counts: dict[tuple[str, str, Severity], int] = {}

    def tell(self, one: Issue) -> Iterator[Issue]:
        """The issue, unless its file has had too many of its kind."""
        pile = re.sub(r":\d+$", "", one.about)
        key = (pile, one.kind, one.severity)
        self._counts[key] = self._counts.get(key, 0) + 1
        if self._counts[key] <= self._limit:
            self.told.append(one)
            yield one

    def rest(self) -> Iterator[Issue]:
        """One issue for each file and kind that had more."""
        for (pile, kind, severity), count in self._counts.items():
            if count > self._limit:
                yield issue(kind, severity, pile, f"{count - self._limit} more of the same kind.")


def issue(kind: str, severity: Severity, about: str, message: str, advice: str = "") -> Issue:
    """An issue of this package about one file, page or line."""
    return Issue.make(STAGE, kind, severity, about, message, advice=advice)


def shown(path: str | os.PathLike[str]) -> str:
    """A path as it can be printed anywhere: no control characters, no broken encoding."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def size(count: int) -> str:
    """A number of bytes as people say it: 200 MB."""
    for unit, amount in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if count >= amount:
            return f"{count / amount:.3g} {unit}"
    return f"{count} bytes"
