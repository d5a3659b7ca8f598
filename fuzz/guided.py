"""`python -m fuzz.guided DOOR [options of libFuzzer] CORPUS…`: one door, guided by atheris.

`python -m fuzz` calls it, a process for each door, since libFuzzer ends its process.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["crosswire"]):
    from fuzz import doors


def main() -> None:
    """Tries inputs until libFuzzer ends the process."""
    program, door, *rest = sys.argv

    def one(data: bytes) -> None:
        doors.enter(door, data)

    atheris.Setup([program, *rest], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
