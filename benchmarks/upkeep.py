"""How the archive keeps up: `python -m benchmarks.upkeep [--articles N] [--real K] [--probes P]`.

1. ingest     K invented pages are really worked in, in batches, on the cores there are: articles a second
2. order      the same pages in other orders and batches: how far stories agree, online and settled
3. growth     the archive is filled up to N articles with copies of the K under other numbers, days, shingles
              and telling terms. The copies are rows like all others, but nobody cleaned or read them
4. adding     P new pages one by one: seconds at the median and the 95th percentile, of wall clock and of
              one core; the brief of each one's story; a search; memory; bytes an article beside raw bytes
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.wire import pages
from crosswire.pipeline import brief_pages
from crosswire.records.base import encode
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.store.archive import Archive, open_archive
from crosswire.store.articles import Articles
from crosswire.upkeep import add, brief_of, brief_of_story, settle
from crosswire.upkeep.searching import Query, search

LAST_DAY = date(2031, 6, 1)
COMMON = 12
"""A term in more articles than this is not of one event: copies share it."""


def say(line: str) -> None:
    """One line, at once."""
    print(line, flush=True)


def ingest(archive: Archive, found: Sequence[Page], workers: int) -> float:
    """Works pages in by batches of 200; articles a second."""
    began, used = time.perf_counter(), time.process_time()
    for start in range(0, len(found), 200):
        add(archive, found[start : start + 200], workers=workers)
    spent, cpu = time.perf_counter() - began, time.process_time() - used
    helped = resource.getrusage(resource.RUSAGE_CHILDREN)
    every = cpu + helped.ru_utime + helped.ru_stime
    say(
        f"ingest       {len(found) / spent:.1f} articles/s of wall clock with {workers} workers; "
        f"{len(found) / cpu:.1f}/s of the process that writes"
        + (f", {len(found) / every:.1f}/s of one core in all" if workers > 1 else "")
    )
    return spent


def agreement(one: Brief, other: Brief) -> float:
    """B-Cubed F1 of the stories of two briefs."""
    left, right = _homes(one), _homes(other)
    names = left.keys() & right.keys()
    precision = sum(len(left[n] & right[n]) / len(left[n]) for n in names) / len(names)
    recall = sum(len(left[n] & right[n]) / len(right[n]) for n in names) / len(names)
    return 2 * precision * recall / (precision + recall)


def _homes(brief: Brief) -> dict[str, set[str]]:
    groups = [{article.id for article in story.articles} for story in brief.stories]
    return {name: group for group in groups for name in group}


def orders(found: Sequence[Page], folder: Path) -> None:
    """Online stories of other orders against the batch, and whether settling gives its bytes."""
    batch = brief_pages(found, workers=1)
    for seed, how in ((1, "by day"), (2, "by day"), (3, "any order")):
        chance = random.Random(seed)
        day = (
            (lambda page: str(page.fields["published"])[:10]) if how == "by day" else (lambda _: "")
        )
        mixed = sorted(found, key=lambda page: (day(page), chance.random()))
        with open_archive(folder / f"order{seed}.db") as archive:
            while mixed:
                size = chance.choice((1, 1, 3, 8, 30))
                add(archive, mixed[:size])
                mixed = mixed[size:]
            online = brief_of(archive)
            settle(archive)
            same = encode(brief_of(archive)) == encode(batch)
        say(
            f"order        {how}, seed {seed}: online stories agree to {agreement(online, batch):.3f} "
            f"with the batch; settled the same bytes: {'yes' if same else 'NO'}"
        )


def fill(archive: Archive, real: int, size: int) -> None:
    """Copies of the articles that are there, under other numbers, days, shingles and telling terms."""
    run = archive.connection.execute
    (most,) = run("SELECT max(number) FROM articles").fetchone()
    (terms,) = run("SELECT max(id) FROM terms").fetchone()
    (threads,) = run("SELECT max(number) FROM threads").fetchone()
    (days,) = run("SELECT max(day) - min(day) + 1 FROM articles").fetchone()
    texts = _texts(archive)
    run("CREATE TEMP TABLE real AS SELECT * FROM articles")
    run("CREATE TEMP TABLE kept AS SELECT * FROM memo")
    for table in (
        "keys",
        "links",
        "shingles",
        "ties",
        "members",
        "threads",
        "names",
        "terms",
        "news",
        "pages",
        "issues",
    ):
        run(f"CREATE TEMP TABLE real_{table} AS SELECT * FROM {table}")  # noqa: S608
    for copy in range(1, -(-size // real)):
        with archive.transaction():
            _copy(run, copy, most * copy, terms * copy, threads * copy, days * copy)
            rows = [(n + most * copy, h, _marked(t, copy)) for n, h, t in texts]
            archive.connection.executemany(
                "INSERT INTO article_words (rowid, headline, text) VALUES (?, ?, ?)", rows
            )
        say(f"growth       {archive.count('articles'):,} articles") if copy % 10 == 0 else None


def _copy(
    run: Callable[..., sqlite3.Cursor], copy: int, by: int, terms: int, threads: int, days: int
) -> None:
    told = {"c": copy, "by": by, "terms": terms, "threads": threads, "days": days, "common": COMMON}
    term = "CASE WHEN t.told > :common THEN t.id ELSE t.id + :terms END"
    statements = f"""
    INSERT INTO pages (id, hash, rest, taken) SELECT id || :c, hash, rest, 1 FROM real_pages;
    INSERT INTO memo SELECT step, key || :c, hash, packed FROM kept;
    INSERT INTO articles SELECT number + :by, id || :c, page || :c, address || :c, house, outlet,
      source || :c, day - :days, loose, shingles, bits, keyed, packed FROM real;
    INSERT INTO terms (id, term, told) SELECT id + :terms, term || '·' || :c, told FROM real_terms WHERE told <= :common;
    UPDATE terms SET told = told + (SELECT told FROM real_terms r WHERE r.id = terms.id)
      WHERE id IN (SELECT id FROM real_terms WHERE told > :common);
    INSERT INTO keys SELECT {term}, k.day - :days, k.number + :by, k.weight
      FROM real_keys k JOIN real_terms t ON t.id = k.term;
    INSERT INTO links SELECT one + :by, other + :by, alike FROM real_links;
    INSERT INTO shingles SELECT (shingle | :c) - (shingle & :c) + :c * 4096, number + :by FROM real_shingles
      WHERE true ON CONFLICT DO NOTHING;
    INSERT INTO ties SELECT one + :by, other + :by, packed FROM real_ties;
    INSERT INTO members SELECT number + :by, thread + :threads, also FROM real_members;
    INSERT INTO threads SELECT number + :threads, story || :c, articles, start, stale FROM real_threads;
    INSERT INTO names SELECT form || '·' || :c, name || '·' || :c, thread + :threads FROM real_names;
    INSERT INTO news (id, at, thread, packed) SELECT id || :c, at, thread + :threads, packed FROM real_news;
    INSERT INTO issues SELECT owner || :c, id, body FROM real_issues;
    INSERT INTO days SELECT day - :days, count(*) FROM real GROUP BY day
      ON CONFLICT (day) DO UPDATE SET articles = days.articles + excluded.articles;
    """.replace("GROUP BY day\n", "WHERE true GROUP BY day\n")  # noqa: S608
    for statement in statements.split(";\n"):
        if statement.strip():
            used = {name: told[name] for name in re.findall(r":(\w+)", statement)}
            run(statement, used)


def _texts(archive: Archive) -> list[tuple[int, str, str]]:
    articles = Articles(archive)
    numbers = [row.number for row in articles.rows("ORDER BY number")]
    found = [(number, articles.article(number)) for number in numbers]
    return [(number, one.headline or "", one.text) for number, one in found]


def _marked(text: str, copy: int) -> str:
    return re.sub(r"\b([A-Z][a-z]{3,})\b", rf"\g<1>{copy}", text)


def adding(archive: Archive, probes: Sequence[Page]) -> None:
    """Adds pages one by one; then asks for their stories."""
    wall, cpu, asked = [], [], []
    for page in probes:
        began, used = time.perf_counter(), time.process_time()
        add(archive, [page])
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
        (name,) = archive.connection.execute("SELECT max(number) FROM articles").fetchone()
        (article,) = archive.connection.execute(
            "SELECT id FROM articles WHERE number = ?", (name,)
        ).fetchone()
        began = time.perf_counter()
        brief_of_story(archive, article)
        asked.append(time.perf_counter() - began)
    say(f"adding one   {_spread(wall)} wall; {_spread(cpu)} of one core")
    say(f"its brief    {_spread(asked)} wall")
    began = time.perf_counter()
    found = list(search(archive, Query(str(probes[0].fields["title"]))))
    say(f"a search     {time.perf_counter() - began:.3f} s, {len(found)} found")


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return (
        f"{ordered[len(ordered) // 2]:.3f} s median, {ordered[int(len(ordered) * 0.95)]:.3f} s 95th"
    )


def sizes(archive: Archive) -> None:
    """Bytes an article beside raw bytes, and what takes most."""
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows = dict(
        archive.connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
    )
    raw = rows.pop("bodies", 0)
    count = archive.count("articles")
    top = sorted(rows.items(), key=lambda row: -row[1])[:8]
    say(
        f"size         {sum(rows.values()) / count:,.0f} bytes an article beside raw bytes ({raw / count:,.0f})"
    )
    say("             " + ", ".join(f"{name} {size / count:,.0f}" for name, size in top))


def main() -> None:
    """Runs all, in a folder that is gone in the end unless --folder keeps it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--real", type=int, default=2_000)
    parser.add_argument("--probes", type=int, default=100)
    parser.add_argument("--orders", type=int, default=150, help="pages of the comparison of orders")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as gone:
        folder = asked.folder or Path(gone)
        folder.mkdir(parents=True, exist_ok=True)
        if asked.orders:
            orders(
                list(
                    islice(
                        pages(asked.orders, LAST_DAY - timedelta(days=3), 40, seed=5), asked.orders
                    )
                ),
                folder,
            )
        events = asked.real + asked.probes
        found = list(islice(pages(events, LAST_DAY - timedelta(days=1)), asked.real + asked.probes))
        chance = random.Random(9)
        chance.shuffle(found)
        with open_archive(folder / "upkeep.db") as archive:
            ingest(archive, found[: asked.real], asked.workers)
            if asked.articles > asked.real:
                fill(archive, asked.real, asked.articles)
            gc.collect()
            adding(archive, found[asked.real :])
            sizes(archive)
            count = archive.count("articles")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << (20 if sys.platform == "darwin" else 10)
    )
    say(f"memory       {peak:,.0f} MB at most, with {count:,} articles")


if __name__ == "__main__":
    main()
