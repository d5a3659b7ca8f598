"""A day or a minute, as a person writes it: "2024-03-01", "2024-03-01 14:00", "2024-03-01T14:00+01:00"."""

from __future__ import annotations

from datetime import datetime

from crosswire.errors import BadInput

DAY = len("2024-03-01")


def check_moment(text: str, name: str) -> str:
    """The day or minute as ISO; `name` is the option it was given to. Raises BadInput."""
    told = text.strip().replace(" ", "T", 1)
    try:
        when = datetime.fromisoformat(told)
    except ValueError:
        when = None
    # fromisoformat takes "20240301" and weeks too, which do not compare as text.
    if when is None or when.date().isoformat() != told[:DAY] or 0 < len(told) - DAY < len("T14:00"):
        raise BadInput(
            f"{name} {text} is no day and no minute. Write it as 2024-03-01 or 2024-03-01T14:00."
        )
    return told if len(told) == DAY else when.isoformat()
