"""What `crosswire news` does: what is new since a time, through rules, to wherever it should go."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crosswire.config import Limits
from crosswire.errors import BadInput
from crosswire.serve.news_sinks import Alert, json_of, lines_of, write_feed, write_mails
from crosswire.serve.news_webhook import Webhook
from crosswire.serve.output import check_target, write_standard_output
from crosswire.store.archive import Archive, open_archive
from crosswire.store.threads import Threads
from crosswire.store.trouble import told
from crosswire.upkeep import refresh
from crosswire.upkeep.rules import passing, read_rules

Say = Callable[[str], None]

LAST = "last"
_AGO = re.compile(r"(\d{1,5})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True)
class NewsRequest:
    """What was asked for; `reader` names whose mark `--since last` moves."""

    archive: Path
    since: str
    rules: Path | None = None
    as_json: bool = False
    feed: Path | None = None
    mail: Path | None = None
    webhook: str | None = None
    allow: tuple[str, ...] = ()
    reader: str = "reader"


def run_news(request: NewsRequest, say: Say) -> int:
    """Tells what is new; the exit status. Raises CrosswireError.

    The mark of `--since last` moves only when every sink has taken the news, so that nothing is lost;
    a webhook that takes only the first of two gets the first again.
    """
    since = since_of(request.since, datetime.now(UTC))
    rules = read_rules(request.rules) if request.rules else ()
    hook = Webhook(request.webhook, request.allow) if request.webhook else None
    if request.feed:
        check_target(request.feed)
    with open_archive(request.archive, create=False, wait=Limits().archive_seconds) as shelf:
        refresh(shelf)
        after = _mark(shelf, request.reader) if request.since == LAST else 0
        with told(str(request.archive)):
            found = list(Threads(shelf).news(since))
        alerts = [
            Alert(number, item, tuple(names))
            for number, item in found
            if (names := passing(rules, item))
        ]
        fresh = [alert for alert in alerts if alert.number > after]
        _hand_out(request, alerts, fresh, hook)
        if request.since == LAST and found:
            _move_mark(shelf, request.reader, found[-1][0])
    if not fresh:
        say("nothing is new.")
    return 0


def _hand_out(
    request: NewsRequest, alerts: Sequence[Alert], fresh: Sequence[Alert], hook: Webhook | None
) -> None:
    name = request.archive.stem
    if request.feed:
        write_feed(alerts, request.feed, name)
    if request.mail:
        write_mails(fresh, request.mail, name)
    for alert in fresh if hook else ():
        assert hook is not None
        hook.post(json_of(alert))
    if request.as_json:
        write_standard_output(b"".join(json_of(alert) + b"\n" for alert in fresh))
    elif not (request.feed or request.mail or hook):
        text = "\n".join("".join(f"{one}\n" for one in lines_of(alert)) for alert in fresh)
        write_standard_output(text.encode(sys.stdout.encoding or "utf-8", "replace"))


def since_of(text: str, now: datetime) -> str:
    """The time from which on: a day, a minute, "2h", "3d", or "last" for all. Raises BadInput."""
    if text == LAST:
        return ""
    ago = _AGO.fullmatch(text.strip())
    if ago:
        when = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        return when.isoformat(timespec="milliseconds")
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadInput(
            f"--since {text} is no time. Write 2031-03-01, 2031-03-01T09:30, 2h, 3d, or last."
        ) from error
    when = when if when.tzinfo else when.astimezone()
    return when.astimezone(UTC).isoformat(timespec="milliseconds")


def _mark(shelf: Archive, reader: str) -> int:
    with told(str(shelf.path)):
        row = shelf.connection.execute(
            "SELECT value FROM state WHERE name = ?", (f"news of {reader}",)
        ).fetchone()
    return int(row[0]) if row else 0


def _move_mark(shelf: Archive, reader: str, number: int) -> None:
    with shelf.transaction():
        shelf.connection.execute(
            "INSERT OR REPLACE INTO state VALUES (?, ?)", (f"news of {reader}", str(number))
        )
