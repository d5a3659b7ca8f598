"""Facts that are data, not code: read from `crosswire/data/`, checked, kept once per process."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from crosswire.errors import DataError


@cache
def load(name: str) -> dict[str, Any]:
    """The table in `data/NAME.toml`. Callers check its shape; do not change what is returned.

    Raises DataError with file and line when it cannot be parsed.
    """
    return parse(
        f"{name}.toml",
        resources.files("crosswire.data").joinpath(f"{name}.toml").read_text("utf-8"),
    )


def parse(name: str, text: str) -> dict[str, Any]:
    """A table from TOML text; DataError names the file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: {error}. Mend the line, or remove the file.") from error


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """A list of strings in a fact file as a set, lower case: `words("cues", "speech", "verbs")`."""
    here: Any = load(name)
    for step in path:
        if not isinstance(here, dict) or step not in here:
            raise DataError(f"{name}.toml: no [{'.'.join(path)}]. Add it, or restore the file.")
        here = here[step]
    if not isinstance(here, list) or not all(isinstance(word, str) for word in here):
        raise DataError(f"{name}.toml: [{'.'.join(path)}] must be a list of strings.")
    return frozenset(word.lower() for word in here)
