"""Where news goes: lines on a terminal, JSON lines, an Atom feed, e-mail files in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from crosswire import __version__
from crosswire.errors import OutputError
from crosswire.records.base import encode
from crosswire.serve.output import write_file
from crosswire.serve.view_words import line, moment, plain, web_address
from crosswire.store.threads import NewsItem

FEED_HOLDS = 200
"""Entries of the feed, the latest; readers ask at least daily, and a desk has some dozens a day."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Alert:
    """News with its number in the archive and the rules that let it through."""

    number: int
    item: NewsItem
    rules: tuple[str, ...]

    @property
    def title(self) -> str:
        """One line: what kind of news, and of which story."""
        return line(f"{self.item.news.kind}: {self.item.headline or self.item.news.text}", 160)


def lines_of(alert: Alert) -> Iterator[str]:
    """The lines on a terminal: when and what, the sentence, what it changes, where it stands."""
    item, news = alert.item, alert.item.news
    named = f"  [{line(', '.join(alert.rules))}]" if any(alert.rules) else ""
    yield f"{item.at[:16].replace('T', ' ')}  {news.kind:<14} {line(item.headline, 100)}{named}"
    yield f"    {line(news.text)}"
    if news.before or news.after:
        change = [line(one, 80) for one in (news.before, news.after) if one]
        yield f"    {' → '.join(change)}  ({line(news.reason)})"
    else:
        yield f"    {line(news.reason)}"
    where = [item.outlet, (item.published or "")[:16].replace("T", " "), item.address]
    yield f"    {line('  '.join(one for one in where if one))}"


def json_of(alert: Alert) -> bytes:
    """The news as one JSON object."""
    told = msgspec.to_builtins(alert.item)
    return encode({"number": alert.number, "rules": list(alert.rules), **told})


def write_feed(alerts: Sequence[Alert], target: Path, name: str) -> None:
    """The latest alerts as an Atom feed, whole or not at all. Raises OutputError."""
    shown = sorted(alerts, key=lambda alert: -alert.number)[:FEED_HOLDS]
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    _add(feed, "id", f"urn:crosswire:news:{name}")
    _add(feed, "title", f"News of {name}")
    _add(feed, "subtitle", "What is new in what reports say. What they say may be wrong.")
    _add(feed, "updated", shown[0].item.at if shown else "1970-01-01T00:00:00+00:00")
    _add(feed, "generator", "crosswire", version=__version__)
    _add(_add(feed, "author"), "name", "crosswire")
    for alert in shown:
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:crosswire:{alert.item.news.id}")
        _add(entry, "title", alert.title)
        _add(entry, "updated", alert.item.at)
        _add(entry, "category", term=alert.item.news.kind)
        for rule in alert.rules:
            if rule:
                _add(entry, "category", term=rule)
        _add(entry, "content", _told(alert), type="text")
        address = web_address(alert.item.address)
        if address:
            _add(entry, "link", rel="alternate", href=address)
    data: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    write_file(data, target)


def _add(parent: Any, tag: str, text: str | None = None, **told: str) -> Any:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{tag}", {k: _xml(v) for k, v in told.items()})
    if text is not None:
        child.text = _xml(text)
    return child


def _xml(text: str) -> str:
    """Text without what XML 1.0 forbids; control characters are gone already."""
    return "".join(
        letter for letter in plain(text) if letter in "\n\t" or not 0xFFFE <= ord(letter) <= 0xFFFF
    )


def _told(alert: Alert) -> str:
    return "\n".join(one.strip() for one in list(lines_of(alert))[1:])


def write_mails(alerts: Iterable[Alert], folder: Path, name: str) -> int:
    """One e-mail file for each alert that has none yet; how many were written. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"--mail {folder} cannot be made: {error.strerror}.") from error
    written = 0
    for alert in alerts:
        target = folder / f"{alert.number:08}-{alert.item.news.id}.eml"
        if not target.exists():
            write_file(_mail(alert, name), target)
            written += 1
    return written


def _mail(alert: Alert, name: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = alert.title.encode("utf-8", "replace").decode()
    mail["From"] = f"crosswire <{_local(name)}@crosswire.invalid>"
    mail["To"] = "undisclosed-recipients:;"
    when = moment(alert.item.at)
    if when is not None:
        mail["Date"] = format_datetime(when)
    mail["Message-ID"] = f"<{alert.item.news.id}@crosswire.invalid>"
    mail["X-Crosswire-Kind"] = alert.item.news.kind
    mail.set_content(_told(alert).encode("utf-8", "replace").decode() + "\n")
    return mail.as_bytes()


def _local(name: str) -> str:
    return "".join(c for c in name if c.isascii() and c.isalnum()) or "news"
