"""How stories hold up as piles grow: `python -m benchmarks.growth_stories [growth|density|order]`.

growth   articles a second of one core for invented piles of 3,000 to 100,000 articles, a thousand a day,
         taken in as they come; prints a table and writes it with a picture to `docs/growth/`
density  the score on the development stream with all, a third and a tenth of its unlabelled company, at
         thresholds around the one in use: the best one must not wander with density
order    how far the stories of one stream agree with those of all settled at once, and with those
         of other orders of arrival within each day (B-Cubed F1)
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import msgspec

from benchmarks.growth import plain_index
from benchmarks.pictures import log_log
from benchmarks.piles import Writer
from benchmarks.tasks.stories import article
from crosswire.match.events import Sketch, teller_of
from crosswire.match.settling import Settling
from crosswire.match.shelf import Glossary
from crosswire.match.stream import Stream
from crosswire.match.vectors import background
from crosswire.records.page import Article
from crosswire.stages.stories import StoryOptions, stream_of

SIZES = (3_000, 10_000, 30_000, 100_000)
FOLDER = Path(__file__).parent.parent / "docs" / "growth"
A_DAY = 1_000
SAMPLE = 3_000
WEIGHED = 30_000
REPORTS = (1, 1, 1, 2, 3, 5, 12)
PARTS = (0.8, 0.9, 1.0, 1.1, 1.25)
COMPANY = (1.0, 0.33, 0.1)


def invented(size: int, seed: int = 7) -> Iterator[Article]:
    """Reports of invented events by day: one to twelve on each, on one day or the next, of some 300 words
    each: a quarter the event's own names and words, the rest as common as in news."""
    writer = Writer(seed)
    chance = writer.chance
    counts = background()[1]
    common, often = list(counts), list(accumulate(counts.values()))
    today: list[list[str]] = []
    tomorrow: list[list[str]] = []
    for number in range(size):
        if number % A_DAY == 0:
            today, tomorrow = [*today, *tomorrow], []
        if not today:
            event = [*("".join(chance.choices(writer.words, k=2)).title() for _ in range(8))]
            event += [*writer.some(20), *chance.choices(common, k=20)]
            for _ in range(chance.choice(REPORTS)):
                (today if chance.random() < 0.7 else tomorrow).append(event)
            today = today or [event]
        event = today.pop(chance.randrange(len(today)))
        words = [*chance.choices(event, k=75), *chance.choices(common, cum_weights=often, k=225)]
        chance.shuffle(words)
        lines = (" ".join(words[at : at + 15]) for at in range(0, len(words), 15))
        day = date(2031, 1, 1) + timedelta(days=number // A_DAY)
        told = {"id": f"a{number:07}", "title": " ".join(chance.sample(event, 7))}
        told |= {"text": ". ".join(lines), "published": day.isoformat()}
        yield article({**told, "outlet": f"Outlet {number % 120}"})


def settled(tellers: Iterable[Sketch], options: StoryOptions) -> Stream:
    """Takes sketches in, in order of publication."""
    stream = stream_of(options, Glossary())
    for teller in tellers:
        stream.add(teller)
    return stream


def growth(sizes: Sequence[int], folder: Path) -> None:
    """One run for each size: seconds of one core, articles a second, stories found."""
    rows = [
        "| articles | seconds | articles a second | time of a plain index | bytes an article | stories |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    points: list[tuple[float, float]] = []
    bytes_each = each(list(invented(min(max(sizes), WEIGHED))))
    for size in sizes:
        pile = list(invented(size))
        gc.collect()
        plain, began = plain_index(pile[:SAMPLE]), time.process_time()
        stream = settled((teller_of(one) for one in pile), StoryOptions())
        spent = time.process_time() - began
        plain = (plain + plain_index(pile[:SAMPLE])) / 2 * size / len(pile[:SAMPLE])
        points.append((float(size), spent))
        found = len(stream.settling.groups)
        rows.append(
            f"| {size:,} | {spent:.1f} | {size / spent:,.0f} | × {spent / plain:.2f} | {bytes_each:,.0f} "
            f"| {found:,} |"
        )
        print(rows[-1], flush=True)
    title = "stories: seconds of one core for so many articles"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stories.svg").write_text(log_log(title, points), "utf-8")
    page = (
        f"# How stories grow\n\nInvented reports, {A_DAY:,} a day, each taken in as it comes, one core. The "
        "plain index of MD5 hashes is made of articles of the same run before and after: the ratio to it holds "
        f"on other machines too. Bytes are those of the stream after {min(max(sizes), WEIGHED):,}, its articles not counted. The dashed line is "
        "what growth in proportion would take.\n\n" + "\n".join(rows)
        + f"\n\n![{title}](stories.svg)\n\nWritten by `python -m benchmarks.growth_stories`.\n"
    )  # fmt: skip
    (folder / "stories.md").write_text(page, "utf-8")


def each(pile: Sequence[Article]) -> float:
    """Bytes that a stream takes for each article of a pile that it has taken in."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    stream = settled((teller_of(one) for one in pile), StoryOptions())
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(stream.tellers)


def read_stream(shared: Path) -> list[Sketch]:
    """The development stream as sketches, by day."""
    path = shared / "eval" / "stories" / "stream.dev.input.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        told = [teller_of(article(json.loads(line))) for line in lines]
    return sorted(told, key=lambda one: (one.day or date.max, one.article.id))


def density(shared: Path) -> None:
    """Scores by part of the company (rows) and by threshold (columns)."""
    folder = shared / "eval" / "stories"
    gold = folder / "stream.dev.gold.jsonl"
    labelled = {json.loads(line)["id"] for line in gold.read_text("utf-8").splitlines()}
    tellers, now = read_stream(shared), StoryOptions()
    print(f"{'articles':>10}" + "".join(f"{now.enough * part:>8.3f}" for part in PARTS))
    for company in COMPANY:
        chance = random.Random(5)
        some = [t for t in tellers if t.article.id in labelled or chance.random() < company]
        print(f"{len(some):10,}", end="")
        for part in PARTS:
            options = msgspec.structs.replace(now, enough=now.enough * part)
            score = _score(settled(some, options), folder / "score.py", gold)
            print(f"{score:8.3f}", end="", flush=True)
        print()


def _score(stream: Stream, scorer: Path, gold: Path) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as out:
        for home, group in stream.settling.groups.items():
            for item in group:
                name = stream.tellers[item].article.id
                out.write(json.dumps({"id": name, "story": str(home)}) + "\n")
        out.flush()
        command = [sys.executable, str(scorer), str(gold), out.name]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(told.split()[-1])


class _Open(Settling):
    """Forgets nothing, so that all can be settled at once."""

    def close(self, items: Iterable[int]) -> None:
        """Leaves them open."""


def order(shared: Path) -> None:
    """Agreement of one stream with all settled at once, and with other orders within each day."""
    tellers, options = read_stream(shared), StoryOptions()
    told = _named(settled(tellers, options))
    whole = stream_of(options, Glossary())
    whole.settling = _Open(whole.nearness, whole.companies, whole.settling.measure)
    for teller in tellers:
        whole.add(teller)
    whole.settling.review()
    print(f"one by one, and all at once: {agreement(told, _named(whole)):.3f}")
    for seed in (1, 2, 3):
        chance = random.Random(seed)
        mixed = sorted(tellers, key=lambda one: (one.day or date.max, chance.random()))
        other = _named(settled(mixed, options))
        print(f"shuffled within each day, seed {seed}: {agreement(told, other):.3f}", flush=True)


def _named(stream: Stream) -> dict[str, int]:
    groups = stream.settling.groups.items()
    return {stream.tellers[item].article.id: home for home, group in groups for item in group}


def agreement(one: dict[str, int], other: dict[str, int]) -> float:
    """B-Cubed F1 of two groupings of the same names."""
    both = Counter((one[name], other[name]) for name in one)
    left, right = Counter(one.values()), Counter(other.values())
    precision = sum(size * size / left[a] for (a, _), size in both.items()) / len(one)
    recall = sum(size * size / right[b] for (_, b), size in both.items()) / len(one)
    return 2 * precision * recall / (precision + recall)


def main() -> None:
    """Runs what was asked for; without the development sets, only growth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", default="growth", choices=("growth", "density", "order"))
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    asked = parser.parse_args()
    if asked.what == "growth":
        growth(asked.sizes, asked.folder)
    elif not (asked.shared / "eval" / "stories").is_dir():
        print(f"{asked.what}: skipped, the development sets are not at {asked.shared}")
    else:
        (density if asked.what == "density" else order)(asked.shared)


if __name__ == "__main__":
    main()
