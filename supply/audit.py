"""`python -m supply.audit`: known faults of the libraries that the package brings, by pip-audit.

Only names and versions are sent. Where the service cannot be reached it says so in one line, and that is
no failure; exit status 1 where a fault is known.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from supply.packages import brought, extras

SECONDS = 300
OFFLINE = (
    "ConnectionError",
    "ServiceError",
    "Max retries",
    "timed out",
    "Temporary failure",
    "Name or service",
    "Tunnel",
    "HTTPError",
)


def listed(wanted: Sequence[str]) -> str:
    """Names and versions, as pip writes them."""
    return "".join(f"{name}=={told.version}\n" for name, told in brought(*wanted).items())


def run(wanted: Sequence[str]) -> tuple[int, str]:
    """Asks; exit status and what to print."""
    if find_spec("pip_audit") is None:
        return 0, "audit: skipped, pip-audit is not installed (pip install 'crosswire[dev]')"
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        Path(file.name).write_text(listed(wanted), "utf-8")
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "-r",
            file.name,
            "--no-deps",
            "--disable-pip",
            "--progress-spinner",
            "off",
            "--format",
            "json",
        ]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return 0, "audit: skipped, the service of pip-audit does not answer"
    return verdict(done.returncode, done.stdout, done.stderr)


def verdict(status: int, out: str, err: str) -> tuple[int, str]:
    """What pip-audit's answer means: exit status and what to print."""
    try:
        told = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = "cannot be reached from here" if any(word in err for word in OFFLINE) else "failed"
        last = (err.strip().splitlines() or ["it said nothing"])[-1]
        return (
            0 if "reached" in why else status or 1
        ), f"audit: the service of pip-audit {why}: {last[:200]}"
    asked = [one for one in told if "skip_reason" not in one]
    if not asked:
        return (
            0,
            f"audit: skipped, the service that answers here knows none of the {len(told)} libraries",
        )
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}" for one in asked for fault in one["vulns"]
    ]
    said = [
        *faults,
        f"audit: {len(asked)} of {len(told)} libraries looked up · known faults {len(faults)}",
    ]
    return (1 if faults else 0), "\n".join(said)


def main(arguments: Sequence[str] | None = None) -> None:
    """Asks and tells."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--extra", action="append", choices=extras(), default=[], help="this extra's libraries too"
    )
    status, said = run(parser.parse_args(arguments).extra)
    print(said)
    sys.exit(status)


if __name__ == "__main__":
    main()
