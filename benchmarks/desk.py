"""How fast the web desk is: `python -m benchmarks.desk [--stories N] [--readers R] [--seconds S]`.

1. story      the page of a story of fifty articles: time of one core in the server, bytes
2. front      the front page with ten thousand stories, also filtered by words
3. readers    R readers and a writer at once against a server of its own process over loopback: each
              reader opens a page and its next one after a while, as a person leafing fast does; the
              writer sends a page and a judgement every few seconds. Then without pauses, to tell what
              one process carries

Times of 1 and 2 are of one core, so that they hold on a machine that others use too; those of 3 are what
a reader waits, and are worth nothing on a machine that is busy: the load is told beside them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from benchmarks.desk_pages import make_large, make_many, newcomers

STORY_MS, STORY_BYTES, FRONT_MS, WAIT_MS = 100, 300_000, 150, 500
TIMES = 15
PAUSE = (1.0, 3.0)
"""Seconds between two pages of a reader: a person needs more."""

UNHURRIED = 10**9


def say(line: str) -> None:
    """One line, at once."""
    print(line, flush=True)


def serve(archive: Path) -> None:
    """Serves an archive without a pace, so that one machine may play many readers."""
    import uvicorn  # noqa: PLC0415 - only in the process of the server

    from crosswire.serve.api.app import make_app  # noqa: PLC0415 - as above
    from crosswire.serve.api.run import address_of, listening  # noqa: PLC0415 - as above
    from crosswire.serve.api.settings import Settings  # noqa: PLC0415 - as above

    settings = Settings(archive, reads_a_minute=UNHURRIED, writes_a_minute=UNHURRIED, apart=True)
    with listening("127.0.0.1", 0) as door:
        say(address_of(door))
        config = uvicorn.Config(
            make_app(settings), log_level="warning", server_header=False, timeout_keep_alive=15
        )
        uvicorn.Server(config).run(sockets=[door])


@dataclass
class Served:
    """A server in a process of its own."""

    url: str
    process: int

    def spent(self) -> float:
        """Seconds of processor that it has used, its children too."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rsplit(") ", 1)[1].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(archive: Path) -> Iterator[Served]:
    """A server of this archive, in another process."""
    command = [sys.executable, "-m", "benchmarks.desk", "--serve", str(archive)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Served(process.stdout.readline().strip(), process.pid)
        finally:
            process.terminate()


def one_core(server: Served, path: str) -> tuple[float, float, int]:
    """Milliseconds of processor and of waiting for a page (median), and its bytes."""
    waits = []
    with httpx2.Client(base_url=server.url, timeout=120) as client:
        for _ in range(3):
            client.get(path).raise_for_status()
        began = server.spent()
        for _ in range(TIMES):
            start = time.perf_counter()
            told = client.get(path)
            waits.append(time.perf_counter() - start)
        used = (server.spent() - began) / TIMES
    return 1000 * used, 1000 * sorted(waits)[TIMES // 2], len(told.content)


def page_line(what: str, server: Served, path: str, most_ms: int, most_bytes: int = 0) -> bool:
    """Measures a page and says what it took; is it within its bounds?"""
    used, waited, size = one_core(server, path)
    good = used <= most_ms and (not most_bytes or size <= most_bytes)
    bound = f"<= {most_ms} ms" + (f", <= {most_bytes // 1000} KB" if most_bytes else "")
    say(
        f"{what:<12} {used:6.1f} ms of one core, {waited:6.1f} ms waited (median), "
        f"{size / 1000:.1f} KB  [{bound}: {'yes' if good else 'NO'}]"
    )
    return good


def first_thread(server: Served) -> int:
    """The number of the story with most articles."""
    told = httpx2.get(f"{server.url}/api/v1/stories?limit=1", timeout=60).json()
    return int(told["items"][0]["thread"])


@dataclass
class Readings:
    """What readers waited (seconds), by kind of page, and what went wrong."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def all(self) -> list[float]:
        """All waits, the shortest first."""
        return sorted(wait for waits in self.waits.values() for wait in waits)


async def read(client: Any, readings: Readings, until: float, seed: int, pause: bool) -> None:
    """One reader: front page, stories, searches, the API, one after another."""
    chance = random.Random(seed)
    if pause:
        await asyncio.sleep(chance.uniform(0, PAUSE[1]))
    while time.perf_counter() < until:
        kind = chance.choices(("front", "story", "search", "claims"), (3, 5, 1, 1))[0]
        path = {
            "front": f"/?after={chance.choice((0, 0, 0, 50))}",
            "story": f"/stories/{chance.randint(1, 400)}",
            "search": f"/search?q={chance.choice(('ferry', 'mine fire', 'inquiry', 'gas leak'))}",
            "claims": f"/api/v1/stories/{chance.randint(1, 400)}/claims",
        }[kind]
        began = time.perf_counter()
        try:
            told = await client.get(path)
            # A story may have been laid together with another one meanwhile.
            if told.status_code not in (200, 404):
                readings.errors.append(f"{path}: {told.status_code} {told.text[:200]}")
        except httpx2.HTTPError as error:
            readings.errors.append(f"{path}: {type(error).__name__} {error}")
        readings.waits.setdefault(kind, []).append(time.perf_counter() - began)
        if pause:
            await asyncio.sleep(chance.uniform(*PAUSE))


async def write(client: Any, readings: Readings, until: float) -> int:
    """One writer: a page, and a judgement on two articles, every two seconds; how many of both."""
    done = 0
    for page in newcomers(400):
        if time.perf_counter() >= until:
            break
        sent = {
            "media_type": "text/plain",
            "body": page.body.decode(),
            "title": page.fields["title"],
        }
        stories = (await client.get("/api/v1/stories?limit=2")).json()["items"]
        one, other = [
            (await client.get(f"/api/v1/stories/{s['thread']}/articles?limit=1")).json()["items"][0]
            for s in stories
        ]
        judged = {
            "question": "same story", "left": one["id"], "right": other["id"], "yes": False,
            "by": "bench",
        }  # fmt: skip
        for path, body in (("/api/v1/pages", sent), ("/api/v1/judgements", judged)):
            told = await client.post(path, json=body)
            if told.status_code not in (201, 202):
                readings.errors.append(f"{path}: {told.status_code} {told.text[:200]}")
            done += 1
        await asyncio.sleep(2)
    return done


async def crowd(
    server: Served, readers: int, seconds: float, *, pause: bool
) -> tuple[Readings, int]:
    """Readers and a writer at once for some seconds."""
    readings, until = Readings(), time.perf_counter() + seconds
    limits = httpx2.Limits(max_connections=readers + 2, max_keepalive_connections=readers + 2)
    async with httpx2.AsyncClient(base_url=server.url, timeout=120, limits=limits) as client:
        jobs = [read(client, readings, until, seed, pause) for seed in range(readers)]
        *_, written = await asyncio.gather(*jobs, write(client, readings, until))
    return readings, written


def crowd_lines(server: Served, readers: int, seconds: float, *, pause: bool) -> bool:
    """Runs a crowd and says what it waited; was nobody refused, and did few wait long?"""
    began, used = time.perf_counter(), server.spent()
    readings, written = asyncio.run(crowd(server, readers, seconds, pause=pause))
    spent = time.perf_counter() - began
    waits = readings.all()
    high = 1000 * waits[int(len(waits) * 0.95)]
    good = not readings.errors and (high <= WAIT_MS or not pause)
    bound = f"  [<= {WAIT_MS} ms, no error: {'yes' if good else 'NO'}]" if pause else ""
    how = f"each pausing {PAUSE[0]:.0f} to {PAUSE[1]:.0f} s" if pause else "without a pause"
    say(
        f"{readers} readers {how}, a writer ({written} writes): {len(waits) / spent:.1f} pages/s, "
        f"{len(readings.errors)} errors, median {1000 * waits[len(waits) // 2]:.0f} ms, 95th "
        f"percentile {high:.0f} ms{bound}; the server used {(server.spent() - used) / spent:.2f} "
        f"cores, load of the machine {os.getloadavg()[0]:.1f}"
    )
    for kind, some in sorted(readings.waits.items()):
        ordered = sorted(some)
        say(
            f"  {kind:<8} {len(some):5} asked, median {1000 * ordered[len(some) // 2]:.0f} ms, "
            f"95th {1000 * ordered[int(len(some) * 0.95)]:.0f} ms"
        )
    for error in readings.errors[:5]:
        say(f"  error: {' '.join(error.split())}")
    return good


def measure(large: Path, many: Path, readers: int, seconds: float) -> bool:
    """All measurements; were all bounds kept?"""
    good = []
    with served(large) as server:
        number = first_thread(server)
        good.append(page_line("story", server, f"/stories/{number}", STORY_MS, STORY_BYTES))
        page_line("claims (API)", server, f"/api/v1/stories/{number}/claims", STORY_MS)
    with served(many) as server:
        good.append(page_line("front", server, "/", FRONT_MS))
        good.append(page_line("front, words", server, "/?q=ferry", FRONT_MS))
        page_line("stories API", server, "/api/v1/stories", FRONT_MS)
        page_line("search", server, "/search?q=ferry", FRONT_MS)
        good.append(crowd_lines(server, readers, seconds, pause=True))
        good.append(crowd_lines(server, readers, seconds, pause=False))
    return all(good)


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the archives, or takes those in --folder that an earlier run left there, and measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--folder", type=Path, help="keep the archives here")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.serve:
        serve(asked.serve)
        return 0
    with tempfile.TemporaryDirectory() as gone:
        folder = asked.folder or Path(gone)
        folder.mkdir(parents=True, exist_ok=True)
        large, many = folder / f"large-{asked.articles}.db", folder / f"many-{asked.stories}.db"
        if not large.exists():
            make_large(large, asked.articles)
        if not many.exists():
            make_many(many, asked.stories)
        return 0 if measure(large, many, asked.readers, asked.seconds) else 1


if __name__ == "__main__":
    raise SystemExit(main())
