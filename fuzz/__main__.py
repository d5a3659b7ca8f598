"""`python -m fuzz --seconds 240`: every door, guided by atheris where it is installed, else by chance alone.

The time is shared out among the doors. What fails is saved in a folder; exit status 1 then.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from fuzz.child import tried
from fuzz.doors import DOORS, enter
from fuzz.mutate import damaged
from fuzz.shrink import shrunk

CORPUS = Path(__file__).parent / "corpus"
SECONDS = 240
"""Time for all doors together: what a person waits for. `--seconds 3600` looks an hour long."""

ONE_SECONDS = 10
"""Processor time for one input."""

BATCH = 20
"""Inputs damaged by chance that share a process; where it fails, each is tried alone."""

LONGEST = 20_000
"""Bytes of one input: longer ones are slower to try and hold nothing new; `fuzz.pages` has whole pages."""


def seeds(door: str) -> list[Path]:
    """The small inputs that we wrote for a door."""
    return sorted((CORPUS / door).iterdir())


def guided(door: str, seconds: int, found: Path) -> int:
    """Lets atheris look for new paths through a door; how many failures it saved."""
    grown = found / "corpus" / door
    grown.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "fuzz.guided", door, f"-max_total_time={seconds}", f"-timeout={ONE_SECONDS * 3}",
        "-rss_limit_mb=2000", f"-max_len={LONGEST}", f"-artifact_prefix={found}/{door}-", "-print_final_stats=1",
        str(grown), str(CORPUS / door),
    ]  # fmt: skip
    before = set(found.glob(f"{door}-*"))
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    new = set(found.glob(f"{door}-*")) - before
    if done.returncode and not new:
        print(done.stderr[-2000:], file=sys.stderr)
    tried_ = next(
        (line.split()[-1] for line in done.stderr.splitlines() if "executed_units" in line), "?"
    )
    print(f"{door:12} {tried_:>8} inputs · {len(new)} failures", flush=True)
    for path in new:
        print(f"{'':12} {path}: {_last(done.stderr)}")
    return len(new) or bool(done.returncode)


def _last(log: str) -> str:
    """The line of a trace that names the error."""
    lines = [line.strip() for line in log.splitlines()]
    return next((line for line in lines if "Error" in line or "timeout" in line), "see the log")[
        :200
    ]


def _all(door: str, some: Sequence[bytes], _: bytes) -> None:
    for data in some:
        enter(door, data)


def by_chance(door: str, seconds: int, found: Path) -> int:
    """Damages our inputs blindly for so long; how many kinds of failure it saved."""
    known = [path.read_bytes() for path in seeds(door)]
    end, number, kinds = time.monotonic() + seconds, 0, set[str]()
    while time.monotonic() < end:
        some = [
            damaged(known[n % len(known)], (door, n), known)[:LONGEST]
            for n in range(number, number + BATCH)
        ]
        number += BATCH
        if tried(partial(_all, door, some), b"", ONE_SECONDS).kind == "fine":
            continue
        for data in some:
            outcome = tried(partial(enter, door), data, ONE_SECONDS)
            if outcome.kind != "fine" and outcome.what not in kinds:
                kinds.add(outcome.what)
                fails = lambda less: tried(partial(enter, door), less, ONE_SECONDS).like(outcome)  # noqa: B023, E731
                path = found / f"{door}-{len(kinds)}"
                path.write_bytes(shrunk(data, fails))
                print(f"{'':12} {path}: {outcome.kind} {outcome.what}")
    print(f"{door:12} {number:>8} inputs · {len(kinds)} failures", flush=True)
    return len(kinds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Tries the doors one after another; status 1 where something failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for all doors together")
    parser.add_argument(
        "--door", action="append", choices=DOORS, help="this one alone; may be repeated"
    )
    parser.add_argument(
        "--found", type=Path, default=Path("out/fuzz"), help="where failing inputs are saved"
    )
    parser.add_argument("--blind", action="store_true", help="without atheris")
    options = parser.parse_args(arguments)
    doors = options.door or list(DOORS)
    options.found.mkdir(parents=True, exist_ok=True)
    by_atheris = find_spec("atheris") is not None and not options.blind
    if not by_atheris:
        print(
            "atheris is not installed here (pip install 'crosswire[fuzz]'): inputs are damaged by chance alone"
        )
    way = guided if by_atheris else by_chance
    each = max(1, options.seconds // len(doors))
    failures = sum(way(door, each, options.found) for door in doors)
    print(f"doors {len(doors)} · failures {failures}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
