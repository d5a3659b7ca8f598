"""The evaluation door: `python -m benchmarks.predict TASK < input.jsonl > output.jsonl`.

One JSON object a line in, one a line out, in the same order. `benchmarks/tasks/TASK.py` holds
`answer(lines)`, which takes the input objects and yields the output objects.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks import tasks

TASKS = sorted(module.name for module in pkgutil.iter_modules(tasks.__path__))


def read_lines(stream: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines stream; a malformed line stops with its number."""
    for number, line in enumerate(stream, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise SystemExit(f"line {number} is no JSON object: {error}") from error


def main() -> None:
    """Answers one task from standard input to standard output."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("task", choices=TASKS)
    task = importlib.import_module(f"benchmarks.tasks.{parser.parse_args().task}")
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogatepass")  # type: ignore[union-attr]
    for answer in task.answer(read_lines(sys.stdin)):
        print(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main()
