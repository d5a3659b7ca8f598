"""How fast articles are read, one process, one thread: `python -m benchmarks.speed_read`.

Articles of 400 words a second through `read` as processor time, each article in the fastest of a few
rounds; how much of that the encoder takes; the peak of the process's memory. Machines are shared: a
core whose neighbours are busy gives half of its speed, so each figure is also told as a ratio to the
rate of float products that the core reaches just before and after.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from crosswire.front import _paragraphs
from crosswire.reader import has_weights
from crosswire.records.page import Article, Told
from crosswire.stages.read import ReadOptions, names_in, read_article, read_sentences
from crosswire.text.sentences import sentences_of

WORDS = 400
# Asked of a free core, and of a process.
LEAST_RATE, MOST_MEMORY = 12.0, 400


def load(path: Path, count: int) -> list[Article]:
    """The first articles of a JSON-lines file of texts."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
    return [
        Article(
            id=row["id"],
            page="",
            source=row["id"],
            text=row["text"],
            body_end=len(row["text"]),
            blocks=tuple(_paragraphs(row["text"])),
            anchor=Told(value="2023-05-05", how="given"),
        )
        for row in rows
    ]


def fastest(work: Callable[[Article], object], articles: list[Article], rounds: int) -> float:
    """Seconds of processor time for all articles, each in its fastest round."""
    least = [float("inf")] * len(articles)
    for _ in range(rounds):
        for number, article in enumerate(articles):
            started = time.process_time()
            work(article)
            least[number] = min(least[number], time.process_time() - started)
    return sum(least)


def product_rate() -> float:
    """Thousand millions of float products a second that this core reaches just now.

    Of matrices so small that numpy starts no thread for them; the median of many, since it stands
    for the core as the articles found it.
    """
    left = np.ones((60, 60), np.float32)
    spent = []
    for _ in range(200):
        started = time.process_time()
        for _ in range(20):
            left @ left
        spent.append(time.process_time() - started)
    return 20 * 60**3 / float(np.median(spent)) / 1e9


def main() -> None:
    """Prints articles a second, the share of each part, and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    source = options.shared / "eval" / "names" / "dev.input.jsonl"
    if not source.exists():
        print(f"speed: skipped, there are no articles at {source}")
        return
    articles = load(source, options.articles)
    count = sum(len(article.text.split()) for article in articles) / WORDS
    longest = ReadOptions().longest
    sentences = {article.id: sentences_of(article) for article in articles}
    ways: dict[str, Callable[[Article], object]] = {
        "read": lambda article: read_article(article, longest),
        "the reader alone": lambda article: read_sentences(sentences[article.id]),
        "names by rules": lambda article: names_in(article.text, sentences[article.id], None),
    }
    read_article(articles[0], longest)  # word lists and weights are loaded once
    print(f"{count:.0f} articles of {WORDS} words, one thread; weights: {has_weights()}")
    print(f"{'way':20}{'articles/s':>11}{'ms each':>9}{'asked':>7}{'by the core':>13}")
    for name, way in ways.items():
        before = product_rate()
        seconds = fastest(way, articles, options.rounds)
        core = (before + product_rate()) / 2
        asked = f"{LEAST_RATE:.0f}" if name == "read" else "-"
        rate = count / seconds
        print(f"{name:20}{rate:11.1f}{1000 / rate:9.1f}{asked:>7}{rate / core:13.3f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (asked: {MOST_MEMORY})")
    print("by the core: articles for each thousand million float products that it makes meanwhile")


if __name__ == "__main__":
    main()
