"""An hour of invented news for the soak: events, articles, later versions, and a server of feeds.

Everything follows from one seed, so what must be in the archive at the end is known beforehand. The
server tells the articles of a minute that somebody else sets; some of its feeds break for a while.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized

from benchmarks.piles import Writer

START = datetime(2031, 3, 4, 8, 0, tzinfo=UTC)
HOUR = 60
MENDED_AFTER = 45  # minutes after which some articles have a second version
SHARE_MENDED = 0.15
IN_A_FEED = 200

_SOUNDS = [
    "ar",
    "bel",
    "cor",
    "dun",
    "el",
    "fen",
    "gar",
    "hol",
    "is",
    "jar",
    "kel",
    "lor",
    "mar",
    "nor",
    "os",
    "pel",
    "quen",
    "ras",
    "sel",
    "tor",
    "ul",
    "var",
    "wen",
]
_ENDS = ["ford", "wick", "holm", "ton", "bury", "mere", "stead", "combe", "dale", "haven"]
_FIRST = [
    "Ada",
    "Bram",
    "Cleo",
    "Dov",
    "Edda",
    "Finn",
    "Greta",
    "Hale",
    "Ines",
    "Jory",
    "Kaja",
    "Lorn",
    "Mina",
    "Nils",
    "Orla",
    "Piet",
]
_KINDS = (
    ("mill", "burned down", "firefighters", "fire brigade"),
    ("ferry", "ran aground", "passengers", "harbour office"),
    ("bridge", "was closed after cracks were found", "drivers", "road agency"),
    ("school", "was flooded by the river", "pupils", "town council"),
    ("tram", "left its rails", "commuters", "transport police"),
    ("quarry", "collapsed", "workers", "mining inspectorate"),
    ("market", "was emptied over a gas leak", "traders", "gas works"),
    ("hospital", "lost its power", "patients", "health ministry"),
)
_OPENINGS = (
    "{place}, March 4 - The {w0} {thing} in {place} {did} on Tuesday, the {office} said.",
    "The {w0} {thing} in {place} {did} early on Tuesday, according to {person} of the {office}.",
    "{person} of the {office} said on Tuesday that the {w0} {thing} in {place} {did}.",
)
_MIDDLE = (
    "{count} {people} were taken to {w1} Hall, {person} told reporters.",
    "“We heard a loud noise and then the {w2} went dark,” said {w3}, one of the {people}.",
    "The {office} is expected to publish a report on the {w0} {thing} on Friday.",
    "Police closed {w4} Street and the road to {w5} for several hours, a spokeswoman said.",
    "{person} denied that the {w6} of the {thing} had been unsafe before it {did}.",
    "The mayor of {place}, {w7}, promised help to the {people} and thanked the volunteers of {w8}.",
    "An inquiry by {w9} will begin next week, {person} said.",
    "Witnesses said that the {people} waited beside the {w2} at {w5} until noon.",
    "The {w0} {thing} was built by {w10} and had been repaired by {w9} two years before.",
    "{w7} said that a crane from {w11} would lift the {w6} as soon as the {w12} had dried.",
)
_OWN = 9  # sentences of its own that a story has, in made-up words
_INVENTED = 13  # words of its own that a story has: what tells it from others of its kind


@dataclass(frozen=True)
class Story:
    """One invented event."""

    place: str
    person: str
    thing: str
    did: str
    people: str
    office: str
    count: int
    words: tuple[str, ...]
    own: tuple[str, ...]

    def told(self) -> dict[str, object]:
        """What its sentences are filled with."""
        return {**vars(self), **{f"w{place}": word for place, word in enumerate(self.words)}}


@dataclass(frozen=True)
class Report:
    """One article of a feed: when it appears, and its page now and after it was mended."""

    feed: int
    path: str
    title: str
    minute: int
    bodies: tuple[bytes, ...]

    def at(self, minute: int) -> bytes:
        """Its page at this minute."""
        mended = len(self.bodies) > 1 and minute >= self.minute + MENDED_AFTER
        return self.bodies[1 if mended else 0]


@dataclass(frozen=True)
class Wire:
    """All of it: reports by feed, in the order in which they appear."""

    feeds: tuple[tuple[Report, ...], ...]

    def reports(self) -> Iterator[Report]:
        """Every report."""
        for feed in self.feeds:
            yield from feed


def host(feed: int) -> str:
    """The host of a feed."""
    return f"wire{feed:02}.test"


def make_wire(pages: int, feeds: int, seed: int) -> Wire:
    """So many pages, later versions included, in so many feeds."""
    chance, writer = random.Random(seed), Writer(seed)
    told: list[list[Report]] = [[] for _ in range(feeds)]
    made = 0
    while made < pages:
        story, begin = _story(chance, writer), chance.randrange(HOUR)
        wire_text = _paragraphs(story, chance)
        for _ in range(chance.choice((1, 2, 3, 4, 6, 9))):
            if made >= pages:
                break
            copied = chance.random() < 0.3
            text = wire_text if copied else _paragraphs(story, chance)
            report = _report(story, text, len(told), made, begin, pages - made, chance)
            told[report.feed].append(report)
            made += len(report.bodies)
    return Wire(tuple(tuple(sorted(feed, key=lambda one: one.minute)) for feed in told))


def _story(chance: random.Random, writer: Writer) -> Story:
    def name(end: str) -> str:
        return "".join(chance.sample(_SOUNDS, chance.choice((2, 2, 3)))).title() + end

    thing, did, people, office = chance.choice(_KINDS)
    return Story(
        place=name(chance.choice(_ENDS)),
        person=f"{chance.choice(_FIRST)} {name('')}",
        thing=thing,
        did=did,
        people=people,
        office=office,
        count=chance.randint(3, 400),
        words=tuple(name(chance.choice(_ENDS)) for _ in range(_INVENTED)),
        own=tuple(writer.sentence(12) for _ in range(_OWN)),
    )


def _paragraphs(story: Story, chance: random.Random) -> list[str]:
    lines = [chance.choice(_OPENINGS), *chance.sample(_MIDDLE, 4)]
    told = [line.format(**story.told()) for line in lines]
    return [*told, *chance.sample(story.own, chance.randint(5, _OWN))]


def _report(
    story: Story, text: list[str], feeds: int, number: int, begin: int, left: int,
    chance: random.Random,
) -> Report:  # fmt: skip
    minute = min(HOUR - 1, begin + chance.randrange(15))
    title = f"{story.words[0]} {story.thing} in {story.place} {story.did}"
    bodies = [_page(title, text, minute)]
    if left > 1 and chance.random() < SHARE_MENDED:
        more = f"The number of {story.people} taken to safety rose to {story.count + 7}, {story.person} said."
        bodies.append(_page(title, [*text, more], minute))
    return Report(chance.randrange(feeds), f"/a/{number}.html", title, minute, tuple(bodies))


def _page(title: str, text: list[str], minute: int) -> bytes:
    when = (START + timedelta(minutes=minute)).isoformat()
    body = "\n".join(f"<p>{escape(line)}</p>" for line in text)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        f'<meta property="article:published_time" content="{when}"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>\n{body}\n</article></body></html>"
    ).encode()


Answer = tuple[int, str, bytes, dict[str, str]]


def answer(wire: Wire, name: str, path: str, minute: int) -> Answer:
    """What the server says to one request at this minute."""
    feed = int(name[4:6])
    if path == "/rss":
        return _feed(wire, feed, minute)
    for report in wire.feeds[feed]:
        if report.path == path and report.minute <= minute:
            return 200, "text/html; charset=utf-8", report.at(minute), {}
    return 404, "text/plain", b"not here", {}


def _feed(wire: Wire, feed: int, minute: int) -> Answer:
    """The feed; three of them break for some minutes, each in its way."""
    if feed == 1 and 10 <= minute < 18:
        return 500, "text/plain", b"oops", {}
    if feed == 2 and 30 <= minute < 33:
        return 429, "text/plain", b"slowly", {"Retry-After": "120"}
    told = [one for one in wire.feeds[feed] if one.minute <= minute][-IN_A_FEED:]
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{one.path}?utm_source=rss</link></item>"
        for one in reversed(told)
    )
    body = f"<rss version='2.0'><channel><title>Wire {feed}</title>{items}</channel></rss>".encode()
    if feed == 3 and 20 <= minute < 25:
        body = body[: len(body) // 2]
    return 200, "application/rss+xml", body, {"ETag": f'"{len(told)}-{len(body)}"'}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wire: Wire
    minute: Synchronized[int]

    def do_GET(self) -> None:
        name = self.headers.get("Host", "").partition(":")[0]
        status, kind, body, headers = answer(self.wire, name, self.path, self.minute.value)
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for key, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(key, value)
        self.end_headers()
        with suppress(ConnectionError):  # the watch was killed meanwhile
            self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Keeps quiet."""


@contextmanager
def serving(wire: Wire) -> Iterator[tuple[int, Synchronized[int]]]:
    """The server in a process of its own, so that forks of this one hold no thread: port, minute."""
    context = get_context("fork")
    minute: Synchronized[int] = context.Value("i", 0)
    port = context.SimpleQueue()
    process = context.Process(target=_serve, args=(wire, minute, port), daemon=True)
    process.start()
    try:
        yield port.get(), minute
    finally:
        process.kill()
        process.join()


def _serve(wire: Wire, minute: Synchronized[int], port: object) -> None:
    handler = type("Handler", (_Handler,), {"wire": wire, "minute": minute})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    port.put(server.server_address[1])  # type: ignore[attr-defined]
    server.serve_forever()
