"""The `times` task: every time of a text with its TIMEX3 value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.text.times import find_times


def answer(lines: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One answer a line: `{"id", "times": [{"start", "end", "value"}]}`."""
    for line in lines:
        times = find_times(line["text"], line.get("published"))
        told = [{"start": t.span.start, "end": t.span.end, "value": t.value} for t in times]
        yield {"id": line["id"], "times": told}
