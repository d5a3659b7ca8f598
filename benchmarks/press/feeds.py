"""The feeds of the press, and its pages as other programs hand them over: JSON lines and WARC."""

from __future__ import annotations

import gzip
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.press.press import bundles
from benchmarks.press.truth import Bundle, PageTruth, to_line

NEWEST = 100
"""Items of a feed, the newest first, as feeds have it."""


def write(articles: int, seed: int, out: Path, form: str = "files") -> int:
    """Writes `out/truth.jsonl`, the feeds under `out/feeds`, and the pages: under `out/pages`, or in one
    file `out/pages.jsonl` or `out/pages.warc.gz`; how many pages."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "feeds").mkdir(exist_ok=True)
    truths, count = [], 0
    with _PAGES[form](out) as put:
        for printed in bundles(articles, seed):
            count += len(printed.texts)
            truths.append(printed.truth)
            for told, text in zip(printed.truth.pages, printed.texts, strict=True):
                put(told, text)
    (out / "truth.jsonl").write_bytes(b"".join(to_line(truth) for truth in truths))
    for name, feed in feeds(truths).items():
        (out / "feeds" / name).write_bytes(feed)
    return count


Put = Callable[[PageTruth, str], None]


@contextmanager
def _many(out: Path) -> Iterator[Put]:
    def put(told: PageTruth, text: str) -> None:
        path = out / "pages" / told.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    yield put


@contextmanager
def _one_of_lines(out: Path) -> Iterator[Put]:
    with (out / "pages.jsonl").open("wb") as file:
        yield lambda told, text: _void(file.write(json_line(told, text)))


@contextmanager
def _one_of_records(out: Path) -> Iterator[Put]:
    """Pages without an address (sites of plain text) were never crawled and are left out."""
    with (out / "pages.warc.gz").open("wb") as file:
        yield lambda told, text: _void(told.address and file.write(warc_record(told, text)))


def _void(_written: object) -> None:
    """What writing gives back is of no use."""


_PAGES = {"files": _many, "jsonl": _one_of_lines, "warc": _one_of_records}


FORMS = tuple(_PAGES)
"""How pages are written."""


def feeds(truths: Iterable[Bundle]) -> dict[str, bytes]:
    """name of the file → the feed of an outlet: RSS of one half of them, Atom of the others.

    A page without an address (a site of plain text) is in none.
    """
    of_outlet: dict[str, list[PageTruth]] = defaultdict(list)
    for truth in truths:
        for page in truth.pages:
            if page.address:
                of_outlet[page.outlet].append(page)
    told = {}
    for number, outlet in enumerate(sorted(of_outlet)):
        rising = sorted(of_outlet[outlet], key=lambda page: (page.published, page.file))
        # A later version takes the place of the earlier one at its address.
        pages = list({page.address: page for page in rising}.values())[-NEWEST:]
        write = _atom if number % 2 else _rss
        name = "".join(letter for letter in outlet.lower() if letter.isalnum())
        told[f"{name}.xml"] = write(outlet, list(reversed(pages))).encode()
    return told


def _rss(outlet: str, pages: list[PageTruth]) -> str:
    items = "".join(
        f"<item><title>{escape(page.headline)}</title><link>{escape(page.address)}</link>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(page.published))}</pubDate>"
        f"<description>{escape(page.paragraphs[0])}</description></item>\n"
        for page in pages
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{escape(outlet)}'
        f"</title><link>https://press.example/</link><description>News</description>\n{items}"
        "</channel></rss>\n"
    )


def _atom(outlet: str, pages: list[PageTruth]) -> str:
    entries = "".join(
        f"<entry><title>{escape(page.headline)}</title><id>{escape(page.address)}</id>"
        f'<link href="{escape(page.address)}"/><updated>{_second(page.published)}</updated>'
        f"<published>{_second(page.published)}</published>"
        f"<summary>{escape(page.paragraphs[0])}</summary></entry>\n"
        for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(outlet)}</title><id>https://press.example/</id>\n{entries}</feed>\n"
    )


def _second(moment: str) -> str:
    return datetime.fromisoformat(moment).isoformat(timespec="seconds")


def json_line(told: PageTruth, text: str) -> bytes:
    """A page as one line of JSON, with what came with it; nothing that only the page tells."""
    kind = "html" if told.file.endswith(".html") else "text"
    line = {"id": told.file, kind: text, **({"url": told.address} if told.address else {})}
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"


def warc_record(told: PageTruth, text: str) -> bytes:
    """A page that has an address as one record of a WARC file, packed by itself."""
    return _packed(_record(told, text.encode()))


def _record(told: PageTruth, body: bytes) -> bytes:
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body)
    ) + body
    # The crawler came by at the end of the day.
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:press:{told.file}>\r\nWARC-Target-URI: {told.address}\r\n"
        f"WARC-Date: {_crawled(told.published)}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _crawled(published: str) -> str:
    moment = datetime.fromisoformat(published)
    return moment.replace(hour=23, minute=59).strftime("%Y-%m-%dT%H:%M:%SZ")


def _packed(record: bytes) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packer:
        packer.write(record)
    return out.getvalue()
