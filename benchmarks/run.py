"""`make bench`: runs every development set through its scorer and holds the scores against the floors.

Prints one table (task, set, score, floor, best known figure, seconds) and exits 1 when a score is
under its floor. Without the development sets it says so and exits 0.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from crosswire.reader import has_weights

HERE = Path(__file__).parent
WRITTEN = (HERE.parent / "README.md", HERE.parent / "docs" / "quality.md")
UD = Path("train", "ud_english_ewt", "en_ewt-ud-dev.conllu")
MARKS = ("<!-- written by: make bench-write -->", "<!-- end -->")


@dataclass(frozen=True)
class Bench:
    """One development set: its task, its name, the least it must score and the best known figure."""

    task: str
    name: str
    floor: float
    best: str


@dataclass(frozen=True)
class Result:
    """What one set scored and how long it took."""

    bench: Bench
    score: float
    seconds: float
    rows: str


def load_floors(path: Path = HERE / "floors.toml") -> list[Bench]:
    """The sets in the order of the file."""
    table = tomllib.loads(path.read_text("utf-8"))
    return [
        Bench(task, name, float(row["floor"]), str(row.get("best", "-")))
        for task, sets in table.items()
        for name, row in sets.items()
    ]


def run_bench(bench: Bench, shared: Path, scratch: Path, *, misses: bool) -> Result:
    """Answers one set and scores it."""
    started = time.monotonic()
    out = scratch / f"{bench.task}.{bench.name}"
    if bench.task == "ledger":
        command = _ledger(bench, shared, out)
    elif bench.task == "probes":
        command = _probes(shared, out)
    elif bench.task == "ud":
        command = _ud(bench, shared, out)
    else:
        command = _lines(bench, shared, out)
    if misses:
        command += ["--misses"] if bench.task in ("ledger", "probes") else ["--misses", "40"]
    scored = subprocess.run(command, capture_output=True, text=True, check=False)
    if scored.returncode:
        raise SystemExit(f"{bench.task} {bench.name}: {scored.stderr or scored.stdout}")
    return Result(bench, _score(scored.stdout), time.monotonic() - started, scored.stdout)


def _ledger(bench: Bench, shared: Path, out: Path) -> list[str]:
    folder = shared / "eval" / "ledger"
    _brief([folder / bench.name / "pages"], [out])
    return [
        sys.executable,
        str(folder / "score.py"),
        str(folder / bench.name / "gold.json"),
        str(out),
    ]


def _probes(shared: Path, out: Path) -> list[str]:
    folder = shared / "eval" / "probes"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.briefs",
            "probes",
            str(folder / "probes.jsonl"),
            str(out),
        ],
        check=True,
    )
    return [sys.executable, str(folder / "score.py"), str(folder / "probes.jsonl"), str(out)]


def _brief(folders: list[Path], outs: list[Path]) -> None:
    for folder, out in zip(folders, outs, strict=True):
        subprocess.run(
            [sys.executable, "-m", "benchmarks.briefs", "folder", str(folder), str(out)], check=True
        )


def _lines(bench: Bench, shared: Path, out: Path) -> list[str]:
    folder = shared / "eval" / bench.task
    stem = "dev" if bench.name == "dev" else f"{bench.name}.dev"
    task = "clean" if bench.task == "clean-text" else bench.task
    plain, packed = folder / f"{stem}.input.jsonl", folder / f"{stem}.input.jsonl.gz"
    data = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
    with out.open("wb") as file:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.predict", task], input=data, stdout=file, check=True
        )
    return [sys.executable, str(folder / "score.py"), str(folder / f"{stem}.gold.jsonl"), str(out)]


def _ud(bench: Bench, shared: Path, out: Path) -> list[str]:
    scorer = [sys.executable, "-m", "benchmarks.score_ud", bench.name, str(shared / UD)]
    lines = subprocess.run(scorer, capture_output=True, check=True).stdout
    with out.open("wb") as file:
        predict = [sys.executable, "-m", "benchmarks.predict", "ud"]
        subprocess.run(predict, input=lines, stdout=file, check=True)
    return [*scorer, str(out)]


def can_run(bench: Bench, shared: Path) -> bool:
    """Is what the set needs there? Says what is missing."""
    if bench.task != "ud":
        return True
    if not (shared / UD).exists():
        print(f"bench: ud {bench.name} skipped, there is no {shared / UD}")
    elif not has_weights():
        print(f"bench: ud {bench.name} skipped, the reader's weights are not installed")
    else:
        return True
    return False


def _score(text: str) -> float:
    """The main figure: the row `score`, or the `mean` of a ledger."""
    for line in reversed(text.splitlines()):
        parts = line.split()
        if len(parts) >= 2 and parts[0] in ("score", "mean"):
            return float(parts[1])
    raise SystemExit(f"the scorer printed no score:\n{text}")


def main() -> int:
    """Runs the sets that were asked for, two at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--task", action="append", help="only this task; may be given again")
    parser.add_argument("--rows", action="store_true", help="print every row of the scorers")
    parser.add_argument("--write", action="store_true", help="put the table into README and docs")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    options = parser.parse_args()
    if not (options.shared / "eval").is_dir():
        print(f"bench: skipped, the development sets are not at {options.shared}")
        return 0
    wanted = [b for b in load_floors() if not options.task or b.task in options.task]
    benches = [b for b in wanted if can_run(b, options.shared)]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        work = [
            pool.submit(run_bench, b, options.shared, Path(scratch), misses=options.misses)
            for b in benches
        ]
        results = [future.result() for future in work]
    if options.write:
        for path in WRITTEN:
            write_table(path, results)
    if options.rows or options.misses:
        for result in results:
            print(f"--- {result.bench.task} {result.bench.name}\n{result.rows}")
    return report(results)


def write_table(path: Path, results: list[Result]) -> None:
    """Puts the figures between the marks of a page; the rest of the page stays as it is."""
    before, _, rest = path.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    rows = [
        "| task | set | score | floor | best known elsewhere |",
        "| --- | --- | --- | --- | --- |",
    ]
    rows += [
        f"| {r.bench.task} | {r.bench.name} | {r.score:.3f} | {r.bench.floor:.3f} | {r.bench.best} |"
        for r in results
    ]
    table = "\n".join(rows)
    path.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", "utf-8")


def report(results: list[Result]) -> int:
    """Prints the table; 1 when a score is under its floor."""
    print(f"{'task':12}{'set':12}{'score':>7}{'floor':>7}  {'seconds':>7}  best known")
    low = 0
    for result in results:
        bench = result.bench
        under = result.score < bench.floor
        low += under
        sign = "  UNDER ITS FLOOR" if under else ""
        print(
            f"{bench.task:12}{bench.name:12}{result.score:7.3f}{bench.floor:7.3f}"
            f"  {result.seconds:7.1f}  {bench.best}{sign}"
        )
    print(f"{len(results) - low} of {len(results)} sets at or above their floors")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
