"""`python -m benchmarks.growth_all [STAGE ...] --sizes 1000 10000 ...`: how every stage grows with the pile.

Each stage is run over so many invented articles, alone in a process of its own: processor seconds, the most
memory it held beyond its input, and the bytes of what it wrote. Points are kept in `docs/growth/all.json`, so
that sizes can be measured one by one; page and picture (`all.md`, `all.svg`) are drawn anew each time.

clean           pages of the press (`benchmarks/press`)
date, stories   reports of invented events, a thousand a day (`benchmarks/growth_stories.py`), readings empty
lineage         articles of one week by 120 outlets (`benchmarks/piles.py`), a third of them wires
the others      a press of `--base` articles read once, and laid out again under other ids until there are enough:
                these stages see one article or one story at a time, so what grows is how many
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from benchmarks.growth_stories import invented
from benchmarks.pictures_many import log_log_many
from benchmarks.piles import pile
from benchmarks.press.press import bundles
from crosswire.engines.local import LocalEngine
from crosswire.pipeline import STAGES, run_stages
from crosswire.records.base import Record, encode
from crosswire.records.page import Article, Draft, Page
from crosswire.records.reading import Reading

NAMES = tuple(stage.name for stage in STAGES)
FOLDER = Path(__file__).parent.parent / "docs" / "growth"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
SEED = 7
BASE = 1_000
OWN_PILES = {"clean", "date", "lineage", "stories"}
FEW = 100
"""Records of a first run that is not counted: it loads tables and weights."""

_ID = re.compile(r'"([a-z])([0-9a-f]{16})"')
_GOLDEN = 0x9E3779B97F4A7C15


class Point(msgspec.Struct, frozen=True):
    """One run of one stage: `megabytes` it held beyond its input, bytes it wrote as JSON."""

    stage: str
    articles: int
    seconds: float
    megabytes: float
    written: int

    @property
    def rate(self) -> float:
        """Articles a second of one core."""
        return self.articles / max(self.seconds, 0.001)


def press(size: int) -> list[Page]:
    """So many pages of the press."""
    return list(islice((page for each in bundles(size, SEED) for page in each.pages()), size))


def read_once(base: int, file: Path) -> None:
    """The whole way of a press, a record a line."""
    with LocalEngine(1) as engine:
        records = run_stages(STAGES, press(base), engine)
    lines = ({"type": type(one).__name__, "body": encode(one).decode()} for one in records)
    file.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))


def given_to(name: str, size: int, base: Path) -> list[Record]:
    """What a stage is run on."""
    if name == "clean":
        return list(press(size))
    if name == "date":
        return [Draft(article=article) for article in invented(size)]
    if name == "lineage":
        return list(pile(size))
    if name == "stories":
        articles = list(invented(size))
        return [*articles, *(empty(article) for article in articles)]
    return list(again(base, name, size))


def empty(article: Article) -> Reading:
    """A reading without a name: stories are told by words alone."""
    return Reading(
        article=article.id, sentences=(), names=(), entities=(), times=(), amounts=(), voices=()
    )


def again(base: Path, name: str, size: int) -> Iterator[Record]:
    """What the stage reads of these records, again and again under other ids, whole rounds of them."""
    kinds = {kind.__name__: kind for step in STAGES[NAMES.index(name)].steps for kind in step.reads}
    lines = [json.loads(line) for line in base.read_bytes().splitlines()]
    articles = sum(line["type"] == "Article" for line in lines)
    told = [(kinds[line["type"]], line["body"]) for line in lines if line["type"] in kinds]
    for number in range(math.ceil(size / articles)):
        by = number * _GOLDEN % (1 << 64)
        for kind, text in told:
            moved = _ID.sub(lambda found, by=by: f'"{found[1]}{int(found[2], 16) ^ by:016x}"', text)
            yield msgspec.json.decode(moved, type=kind)


def measure(name: str, size: int, base: Path) -> Point:
    """One stage over so many articles, in this process."""
    _run(name, given_to(name, FEW, base)[:FEW])
    given = given_to(name, size, base)
    count = size if name == "clean" else len({_owner(record) for record in given} - {None})
    gc.collect()
    before = _reset_peak()
    began = time.process_time()
    made = _run(name, given)
    seconds = time.process_time() - began
    held = (_peak() - before) / 1e6
    return Point(name, count, seconds, held, sum(len(encode(record)) for record in made))


def _owner(record: Record) -> str | None:
    if isinstance(record, Article):
        return record.id
    inner = getattr(record, "article", None)
    owner = getattr(inner, "id", inner)
    return owner if isinstance(owner, str) else None


def _run(name: str, given: Sequence[Record]) -> list[Record]:
    with LocalEngine(1) as engine:
        made = run_stages([STAGES[NAMES.index(name)]], given, engine)
    known = {id(record) for record in given}
    return [record for record in made if id(record) not in known]


def _reset_peak() -> int:
    """Bytes held now; the highest mark is set back to them where the system can do that."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return _peak()


def _peak() -> int:
    try:
        told = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) * 1024 if found else 0


def exponent(points: Sequence[Point]) -> float | None:
    """The slope of the logarithms of seconds over articles: 1 is growth in proportion."""
    if len(points) < 2:
        return None
    xs = [math.log(point.articles) for point in points]
    ys = [math.log(max(point.seconds, 1e-3)) for point in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum(
        (a - x) ** 2 for a in xs
    )


def table(points: Sequence[Point]) -> str:
    """A row for each stage and size."""
    rows = [
        "| stage | articles | seconds of one core | articles a second | MB held | bytes written an article |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {p.stage} | {p.articles:,} | {p.seconds:.1f} | {p.rate:,.0f} | {p.megabytes:,.0f} "
        f"| {p.written / p.articles:,.0f} |"
        for p in points
    ]
    return "\n".join(rows)


def exponents(points: Sequence[Point]) -> str:
    """The exponent of each stage's curve, and over which sizes."""
    rows = ["| stage | exponent of time | from | to |", "| --- | ---: | ---: | ---: |"]
    for name in NAMES:
        curve = [point for point in points if point.stage == name]
        slope = exponent(curve)
        if slope is not None:
            rows.append(
                f"| {name} | {slope:.2f} | {curve[0].articles:,} | {curve[-1].articles:,} |"
            )
    return "\n".join(rows)


def write(points: Sequence[Point], folder: Path) -> None:
    """Points, page and picture."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.json").write_bytes(msgspec.json.format(msgspec.json.encode(points)) + b"\n")
    curves = {
        name: [(float(p.articles), max(p.seconds, 0.01)) for p in points if p.stage == name]
        for name in NAMES
    }
    title = "seconds of one core for so many articles"
    picture = log_log_many(title, {name: curve for name, curve in curves.items() if curve})
    (folder / "all.svg").write_text(picture, "utf-8")
    largest = {name: max((int(x) for x, _ in curve), default=0) for name, curve in curves.items()}
    short = [f"{name} {size:,}" for name, size in largest.items() if size < SIZES[-1]]
    not_run = f"Not run up to {SIZES[-1]:,}; the largest: {', '.join(short)}.\n\n" if short else ""
    (folder / "all.md").write_text(
        "# How every stage grows\n\nEach stage alone in one process on a shared machine, over invented "
        "articles; which ones, and what is counted, stands at the head of `benchmarks/growth_all.py`.\n\n"
        f"{exponents(points)}\n\n![{title}](all.svg)\n\n{table(points)}\n\n{not_run}"
        "Written by `python -m benchmarks.growth_all`; each size can be measured by itself.\n",
        "utf-8",
    )


def merged(old: Sequence[Point], new: Point) -> list[Point]:
    """The points with this one in the place of an earlier one of its stage and size."""
    kept = {(point.stage, point.articles): point for point in old}
    kept[new.stage, new.articles] = new
    return sorted(kept.values(), key=lambda p: (NAMES.index(p.stage), p.articles))


def alone(name: str, size: int, base: Path) -> Point:
    """A point measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth_all", name, "--one", "--sizes", str(size), "--read", str(base)]  # fmt: skip
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return msgspec.json.decode(told.splitlines()[-1], type=Point)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures the stages and sizes asked for, and draws what is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("stages", nargs="*", help=f"of {', '.join(NAMES)}; none: all")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--base", type=int, default=BASE, help="articles read once")
    parser.add_argument("--read", type=Path, help="what was read: a file that --keep wrote")
    parser.add_argument("--keep", type=Path, help="keep what was read in this file")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument(
        "--one", action="store_true", help="measure in this process, print the point"
    )
    asked = parser.parse_args(arguments)
    if unknown := set(asked.stages) - set(NAMES):
        parser.error(f"no stage {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if asked.one:
        point = measure(asked.stages[0], asked.sizes[0], asked.read)
        print(msgspec.json.encode(point).decode())
        return
    known = asked.folder / "all.json"
    points = msgspec.json.decode(known.read_bytes(), type=list[Point]) if known.exists() else []
    stages = asked.stages or NAMES
    with tempfile.TemporaryDirectory() as folder:
        base = asked.read or asked.keep or Path(folder) / "read.jsonl"
        if asked.read is None and set(stages) - OWN_PILES:
            read_once(asked.base, base)
        for size in sorted(asked.sizes):
            for name in stages:
                point = alone(name, size, base)
                print(msgspec.json.encode(point).decode(), flush=True)
                points = merged(points, point)
                write(points, asked.folder)
    print(table(points))


if __name__ == "__main__":
    main()
