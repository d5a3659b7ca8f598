"""News: what is told and what is not, rules, and the places where it goes."""

from __future__ import annotations

import email
import email.policy
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from lxml import etree
from tests.cli_runner import Runner, one_line
from tests.upkeep_pages import harbour_pages

from crosswire.errors import BadInput
from crosswire.records.page import Page
from crosswire.serve.news import since_of
from crosswire.store.archive import open_archive
from crosswire.upkeep import add
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.rules import read_rules

MORNING = (
    "The ferry Linnet ran aground off Port Sorrel on Monday, harbour master Tomas Reed said.\n\n"
    "Twelve people were taken to hospital, police said."
)
EVENING = (
    "The ferry Linnet lay aground off Port Sorrel on Monday evening.\n\n"
    "Fourteen people were taken to hospital after the ferry Linnet ran aground, the clinic said.\n\n"
    "The owner of the ferry Linnet denied that the captain had been asleep."
)


def report(name: str, text: str, outlet: str, hour: int) -> Page:
    fields = {
        "title": "Ferry Linnet runs aground off Port Sorrel",
        "outlet": outlet,
        "published": f"2031-03-03T{hour:02}:00:00+00:00",
    }
    address = f"https://{name}.example/ferry"
    return Page.make(f"{name}.txt", text.encode(), "text/plain", address=address, fields=fields)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    runner = Runner(monkeypatch, tmp_path)
    with open_archive(tmp_path / "desk.db") as archive:
        add(archive, [report("courier", MORNING, "Sorrel Courier", 9)])
        add(archive, [report("mercury", EVENING, "Vellum Mercury", 19)])
        add(archive, [report("gazette", MORNING, "Wick Gazette", 20)])
    return runner


def told(run: Runner, *more: str) -> list[dict[str, object]]:
    done = run("news", "--archive", "desk.db", "--json", *(more or ("--since", "1d")))
    assert done.status == 0, done.lines
    return [json.loads(line) for line in done.out.splitlines()]


def test_news_is_a_sentence_with_its_kind(run: Runner) -> None:
    """A new story, then what changed in it, each with the sentence that says so."""
    items = told(run)
    kinds = [item["news"]["kind"] for item in items]
    assert kinds[0] == "new story"
    assert {"number changed", "denied"} & set(kinds)
    assert all(item["news"]["text"] and item["outlet"] for item in items)


def test_another_copy_is_never_news(run: Runner) -> None:
    """What the third paper printed was known: nothing is told of it."""
    assert "Wick Gazette" not in {item["outlet"] for item in told(run)}


def test_since_last_tells_each_thing_once(run: Runner) -> None:
    """The mark of a reader moves; that of another does not."""
    first = told(run, "--since", "last")
    assert first
    assert told(run, "--since", "last") == []
    assert told(run, "--since", "last", "--as", "Ines") == first
    with open_archive(run.folder / "desk.db") as archive:
        add(archive, harbour_pages()[:1])
    assert [item["news"]["kind"] for item in told(run, "--since", "last")] == ["new story"]


def test_rules_let_through_what_they_ask_for(run: Runner) -> None:
    """Names, places, words, kinds and origins; all that a rule gives must hold."""
    run.write(
        "rules.toml",
        '[[rule]]\nname = "denials"\nkinds = ["denied"]\nwords = ["captain"]\n'
        '[[rule]]\nname = "elsewhere"\nplaces = ["Aldhaven"]\n',
    )
    some = told(run, "--since", "1d", "--rules", "rules.toml")
    assert [item["rules"] for item in some] == [["denials"]] * len(some)
    assert len(some) == 1
    run.write("names.toml", '[[rule]]\nnames = ["tomas reed"]\n')
    assert len(told(run, "--since", "1d", "--rules", "names.toml")) == len(told(run))
    run.write("many.toml", "[[rule]]\norigins = 9\n")
    assert told(run, "--since", "1d", "--rules", "many.toml") == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[rule]]\nkinds = ['copy']\n", "no kind 'copy'"),
        ("[[rule]]\nnmae = 'x'\n", "nmae"),
        ("[[rule]]\norigins = 'two'\n", "origins"),
        ("", "holds no"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, text: str, why: str) -> None:
    """File and field are told before anything is read."""
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(BadInput, match=why) as error:
        read_rules(path)
    assert "rules.toml" in str(error.value)


def test_a_feed_holds_the_latest_and_is_the_same_each_time(run: Runner) -> None:
    """Atom with one entry for each piece of news; writing it again changes no byte."""
    assert run("news", "--since", "1d", "--archive", "desk.db", "--feed", "news.xml").status == 0
    first = (run.folder / "news.xml").read_bytes()
    entries = etree.fromstring(first).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == len(told(run))
    run("news", "--since", "1d", "--archive", "desk.db", "--feed", "news.xml")
    assert (run.folder / "news.xml").read_bytes() == first


def test_mails_are_files_and_each_is_written_once(run: Runner) -> None:
    """An e-mail file for each piece of news, with a subject and the sentence."""
    for _ in range(2):
        assert run("news", "--since", "1d", "--archive", "desk.db", "--mail", "out").status == 0
    files = sorted((run.folder / "out").iterdir())
    assert len(files) == len(told(run))
    mail = email.message_from_bytes(files[0].read_bytes(), policy=email.policy.default)
    assert str(mail["Subject"]).startswith("new story: Ferry Linnet")
    assert "ran aground" in mail.get_content()


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(json.loads(body))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def hook() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    server.got, server.status = [], 204  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_gets_each_piece_of_news(run: Runner, hook: HTTPServer) -> None:
    """Each is posted as JSON; what a server did not take is sent again next time."""
    address = f"http://127.0.0.1:{hook.server_port}/hook"
    common = ("--archive", "desk.db", "--since", "last", "--webhook", address)
    refused = run("news", *common)
    assert refused.status == 3
    one_line(refused, "--allow")
    hook.status = 500  # type: ignore[attr-defined]
    failed = run("news", *common, "--allow", "127.0.0.1")
    assert failed.status == 3
    one_line(failed, "answered 500", "sent again next time")
    hook.status = 204  # type: ignore[attr-defined]
    hook.got.clear()  # type: ignore[attr-defined]
    assert run("news", *common, "--allow", "127.0.0.1").status == 0
    assert [item["news"] for item in hook.got] == [item["news"] for item in told(run)]  # type: ignore[attr-defined]


def test_a_server_that_is_not_there_is_one_line(run: Runner) -> None:
    """Nobody listens: the mark stays, and the line says so."""
    done = run(
        "news", "--archive", "desk.db", "--since", "last", "--webhook", "http://127.0.0.1:1/x",
        "--allow", "127.0.0.1",
    )  # fmt: skip
    assert done.status == 3
    one_line(done, "did not take the news")
    assert told(run, "--since", "last")


def test_times_are_told_in_many_ways() -> None:
    """A day, a minute with zone, and so long ago; anything else is refused."""
    now = datetime(2031, 3, 4, 12, tzinfo=UTC)
    assert since_of("2h", now) == "2031-03-04T10:00:00.000+00:00"
    assert since_of("2031-03-04T09:30+02:00", now) == "2031-03-04T07:30:00.000+00:00"
    assert since_of("last", now) == ""
    for wrong in ("yesterday", "", "3 fortnights", "2031-13-01"):
        with pytest.raises(BadInput, match="is no time"):
            since_of(wrong, now)


def test_hostile_text_harms_no_sink(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Control characters, line ends in headlines and odd letters pass through every sink."""
    run = Runner(monkeypatch, tmp_path)
    text = "The ferry \x1b[31mLinnet\x07 sank\ufffe off Port Sorrel on Monday, police said.\n\nNobody was hurt 🐝."
    fields = {"title": "Ferry\r\nBcc: all@x.example\x00 sinks", "published": "2031-03-03"}
    with open_archive(tmp_path / "desk.db") as archive:
        add(archive, [Page.make("a.txt", text.encode(), "text/plain", fields=fields)])
        assert list(Desk(archive).threads.news())
    done = run("news", "--archive", "desk.db", "--since", "1d", "--feed", "n.xml", "--mail", "m")
    assert done.status == 0, done.lines
    (mail,) = (tmp_path / "m").iterdir()
    assert email.message_from_bytes(mail.read_bytes())["Bcc"] is None
    etree.fromstring((tmp_path / "n.xml").read_bytes())
    assert "\x1b" not in run("news", "--archive", "desk.db", "--since", "1d").out
