"""Sources: every kind of file becomes pages, and what cannot be read becomes one clear word."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.config import Limits
from crosswire.errors import BadInput, CrosswireError, NothingToRead
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources import gather, kinds, read_paths
from crosswire.sources.bounded import Bounded, lines
from crosswire.sources.payload import unwrapped
from crosswire.sources.refusal import shown, size

TEXT = b"The ferry Linnet ran aground off Port Sorrel on Monday.\n"


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder `pile`, named from the folder above it, with one page in it."""
    monkeypatch.chdir(tmp_path)
    Path("pile").mkdir()
    Path("pile/a.txt").write_bytes(TEXT)
    return Path("pile")


def kinds_of(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.about, issue.kind) for issue in issues]


def answer(url: str, kind: str, body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    """A WARC record of a server's answer."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-03-01T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_a_folder_is_read_to_the_bottom_in_the_order_of_names(pile: Path) -> None:
    """Pages come sorted, folders below included, hidden files left out, named as the user would."""
    (pile / "z" / "deep").mkdir(parents=True)
    (pile / "z/deep/c.html").write_bytes(b"<html><p>C</p></html>")
    (pile / "b.md").write_bytes(b"B")
    (pile / ".hidden.txt").write_bytes(b"H")
    (pile / ".git").mkdir()
    (pile / ".git/x.txt").write_bytes(b"X")
    pages, issues = gather(["pile/"])
    assert [page.source for page in pages] == ["pile/a.txt", "pile/b.md", "pile/z/deep/c.html"]
    assert [page.media_type for page in pages] == ["text/plain", "text/plain", "text/html"]
    assert issues == []


def test_files_patterns_and_repeats_come_once(pile: Path) -> None:
    """A file that a folder, a pattern and its own name reach is one page without a word."""
    pages, issues = gather(["pile/a.txt", "pile", "pile/*.txt", "./pile/a.txt"])
    assert [page.source for page in pages] == ["pile/a.txt"]
    assert issues == []


def test_same_bytes_twice_are_one_page_and_one_word(pile: Path) -> None:
    """The second file with the same bytes is named together with the first."""
    (pile / "b.txt").write_bytes(TEXT)
    pages, issues = gather(["pile"])
    assert len(pages) == 1
    assert kinds_of(issues) == [("pile/b.txt", "same-bytes")]
    assert "pile/a.txt" in issues[0].message


def test_links_that_leave_the_folder_are_not_followed(pile: Path) -> None:
    """A link to a file inside is that file; links out, in a circle or to nowhere are told."""
    Path("outside.txt").write_bytes(b"secret")
    for name, target in {
        "in.txt": "a.txt",
        "out.txt": "../outside.txt",
        "up": "..",
        "loop": "loop",
        "gone.txt": "nowhere",
    }.items():
        (pile / name).symlink_to(target)
    pages, issues = gather(["pile"])
    assert [page.source for page in pages] == ["pile/a.txt"]
    assert kinds_of(issues) == [
        (f"pile/{name}", "link") for name in ("gone.txt", "loop", "out.txt", "up")
    ]


def test_what_browsers_save_beside_a_page_is_counted_not_read(pile: Path) -> None:
    """Scripts, pictures and the folder of adverts make one note, not a list."""
    (pile / "p.html").write_bytes(b"<html><p>P</p></html>")
    (pile / "p_files").mkdir()
    (pile / "p_files/advert.html").write_bytes(b"<html><p>Buy</p></html>")
    for name in ("a.css", "b.css", "c.png"):
        (pile / name).write_bytes(b"x")
    pages, issues = gather(["pile"])
    assert [page.source for page in pages] == ["pile/a.txt", "pile/p.html"]
    assert [(one.kind, one.severity) for one in issues] == [("aside", "note")]
    assert "2 .css, 1 .png" in issues[0].message
    assert "p_files" in issues[0].message


def test_pipes_in_a_folder_do_not_hold_up_the_run(pile: Path) -> None:
    """A pipe nobody writes to is told and passed over."""
    os.mkfifo(pile / "pipe")
    pages, issues = gather(["pile"])
    assert len(pages) == 1
    assert kinds_of(issues) == [("pile/pipe", "unreadable")]


def test_json_lines_carry_their_fields(pile: Path) -> None:
    """Each line is a page of its own, with its fields, its number, and HTML before text."""
    rows = [
        {"id": 7, "title": "T", "url": "https://s.example/1", "authors": ["A", ""], "text": "One."},
        {"published": "2024-03-01", "outlet": " O ", "html": "<p>Two</p>", "text": "Two"},
        {"text": "Half \ud83d of a pair", "more": {"deep": 1}, "title": None, "authors": "B"},
    ]
    packed = gzip.compress("\n\n".join(map(json.dumps, rows)).encode())
    (pile / "p.jsonl.gz").write_bytes(packed)
    pages, issues = gather(["pile/p.jsonl.gz"])
    assert issues == []
    assert [page.source for page in pages] == [f"pile/p.jsonl.gz:{n}" for n in (1, 3, 5)]
    assert pages[0].fields == {
        "id": "7", "title": "T", "url": "https://s.example/1", "authors": ["A"]
    }  # fmt: skip
    assert pages[0].address == "https://s.example/1"
    assert (pages[1].media_type, pages[1].body) == ("text/html", b"<p>Two</p>")
    assert pages[1].fields == {"published": "2024-03-01", "outlet": "O"}
    assert pages[2].body.decode() == "Half \ufffd of a pair"


def test_broken_lines_do_not_spoil_the_others(pile: Path) -> None:
    """Each broken line is told with its number, the rest is read; many are told as a number."""
    rows = ['{"text": "One."}', "{broken", "[1]", '{"text": " "}', "[" * 99_999, '{"text": "Two."}']
    (pile / "p.jsonl").write_text("\n".join(rows))
    pages, issues = gather(["pile/p.jsonl"])
    assert [page.body for page in pages] == [b"One.", b"Two."]
    assert kinds_of(issues) == [
        ("pile/p.jsonl:2", "broken-line"),
        ("pile/p.jsonl:3", "broken-line"),
        ("pile/p.jsonl:4", "empty"),
        ("pile/p.jsonl:5", "broken-line"),
    ]
    (pile / "p.jsonl").write_text('{"text": "One."}\n' + "{\n" * 500)
    pages, issues = gather(["pile/p.jsonl"])
    assert len(issues) == Limits().issues_per_file + 1
    assert issues[-1].message == "480 more of the same kind."


def test_standard_input_may_be_lines_a_page_or_packed() -> None:
    """What comes through a pipe is told apart by its first bytes."""
    for data, kind, source in (
        (b'{"text": "One."}\n', "text/plain", "-:1"),
        (gzip.compress(b'{"html": "<p>One</p>"}'), "text/html", "-:1"),
        (b"<!doctype html><p>One", "text/html", "-"),
    ):
        pages, issues = gather(["-"], stdin=io.BytesIO(data))
        assert [(page.media_type, page.source) for page in pages] == [(kind, source)]
        assert issues == []
    with pytest.raises(NothingToRead):
        gather(["-"], stdin=io.BytesIO(b""))


def test_warc_answers_become_pages_with_address_and_time(pile: Path) -> None:
    """Only good answers that hold a page are read, unpacked; the others are counted."""
    page = b"<html><p>Port Sorrel</p></html>"
    records = [
        answer("https://s.example/1", "text/html; charset=iso-8859-1", page),
        answer("https://s.example/2", "image/png", b"\x89PNG"),
        answer("https://s.example/3", "text/html", b"gone", "404 Not Found"),
        answer("https://s.example/4", "text/html", gzip.compress(page), more="Content-Encoding: gzip\r\n"),
        answer("https://s.example/5", "text/html", b"\x1f\x8bno", more="Content-Encoding: gzip\r\n"),
        answer("https://s.example/6", "text/plain", b"5\r\nHello\r\n0\r\n\r\n", more="Transfer-Encoding: chunked\r\n"),
    ]  # fmt: skip
    (pile / "a.warc").write_bytes(b"".join(records))
    (pile / "b.warc.gz").write_bytes(b"".join(map(gzip.compress, records[:1])))
    pages, issues = gather(["pile/a.warc", "pile/b.warc.gz"])
    assert [(page.source, page.address) for page in pages] == [
        ("pile/a.warc:1", "https://s.example/1"),
        ("pile/a.warc:4", "https://s.example/4"),
        ("pile/a.warc:6", "https://s.example/6"),
    ]
    assert [page.body for page in pages] == [page.body for page in pages[:1]] * 2 + [b"Hello"]
    assert (pages[0].charset, pages[0].fetched) == ("iso-8859-1", "2024-03-01T10:00:00+00:00")
    assert kinds_of(issues) == [("pile/a.warc", "aside"), ("pile/b.warc.gz:1", "same-bytes")]
    assert issues[0].message == (
        "Answers that hold no page: 1 of type image/png, 1 with a body that cannot be unpacked, "
        "1 with status 404."
    )


def test_a_cut_warc_gives_what_it_held(pile: Path) -> None:
    """A crawl that broke off is read up to there."""
    records = [answer(f"https://s.example/{n}", "text/html", b"<p>%d</p>" % n) for n in range(9)]
    packed = [gzip.compress(record) for record in records]
    (pile / "a.warc.gz").write_bytes(b"".join(packed)[:-20])
    (pile / "b.warc").write_bytes(b"WARC/1.0\r\nnothing that follows the rules")
    pages, issues = gather(["pile/a.warc.gz", "pile/b.warc"])
    assert len(pages) >= 7
    assert kinds_of(issues) == [("pile/a.warc.gz", "broken-gzip"), ("pile/b.warc", "empty")]


def test_mail_gives_its_text_date_and_sender(pile: Path) -> None:
    """The HTML part is the page; attachments are left alone; the date keeps its zone."""
    (pile / "m.eml").write_text(
        "From: Sorrel Courier <news@courier.example>\r\nDate: Fri, 1 Mar 2024 08:05:00 +0100\r\n"
        "Subject: =?utf-8?q?F=C3=A4hre_aground?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain\r\n"
        "--b\r\nContent-Type: text/html; charset=latin-1\r\n\r\n<p>Rich</p>\r\n"
        "--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment\r\n\r\nNot me\r\n--b--\r\n"
    )
    (page,), issues = gather(["pile/m.eml"])
    assert issues == []
    assert (page.body.strip(), page.media_type, page.charset) == (
        b"<p>Rich</p>",
        "text/html",
        "latin-1",
    )
    assert page.fields == {
        "title": "Fähre aground",
        "published": "2024-03-01T08:05:00+01:00",
        "outlet": "Sorrel Courier",
    }


def test_a_saved_page_in_one_file_was_not_published_when_it_was_saved(pile: Path) -> None:
    """The date of an .mhtml file is when it was fetched; its address comes along."""
    (pile / "p.mhtml").write_text(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://s.example/1\r\n"
        "Subject: T\r\nDate: Fri, 1 Mar 2024 08:05:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://s.example/1\r\n\r\n<p>a=3Db</p>\r\n--b--\r\n"
    )
    (page,), _ = gather(["pile/p.mhtml"])
    assert page.body.strip() == b"<p>a=b</p>"
    assert (page.address, page.fetched) == ("https://s.example/1", "2024-03-01T08:05:00+00:00")
    assert page.fields == {}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("page", b"  <!DOCTYPE html><p>x", "html"),
        ("page", b"<?xml version='1.0'?><html></html>", "html"),
        ("page.txt", b"\xef\xbb\xbf<html><p>x", "html"),
        ("page.txt", b"He wrote <p> in the text.", "text"),
        ("page", b"The mayor spoke. " * 9, "text"),
        ("page", "The mayor spoke.".encode("utf-16"), "text"),
        ("page", "The mayor spoke in the town hall.".encode("utf-16-le"), "text"),
        ("page", b'{"text": "x"}\n', "jsonlines"),
        ("page", b"WARC/1.1\r\n\x00\x00\x00\x00", "warc"),
        ("page", b"From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nx", "mail"),
        ("page", b"From: the mayor\r\nTo: the town\r\n\r\nx", "text"),
        ("page.HTML.GZ", b"<p>x", "html"),
        ("page.dat", bytes(range(128, 256)) * 9, "text"),
    ],
)
def test_kinds_are_told_by_name_and_first_bytes(name: str, content: bytes, kind: str) -> None:
    """A file without a telling name is known by how it begins."""
    assert kinds.by_head(name, content) == kind


@given(st.text(max_size=300))
def test_utf16_is_never_seen_in_utf8(text: str) -> None:
    """Text in UTF-8 without zero characters is not taken for UTF-16."""
    body = text.replace("\0", "").encode("utf-8", "ignore")
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert kinds.charset_of(body) in {None, "utf-8"}


@given(data=st.binary(max_size=400), limit=st.integers(1, 40))
def test_lines_within_the_bound_come_whole(data: bytes, limit: int) -> None:
    """Lines are numbered as in the file; only those longer than the bound are missing."""
    expected = [
        (number, line if len(line.rstrip(b"\n")) <= limit and len(line) <= limit + 1 else None)
        for number, line in enumerate(io.BytesIO(data).readlines(), 1)
    ]
    assert list(lines(io.BufferedReader(io.BytesIO(data)), limit)) == expected


@given(data=st.binary(max_size=30_000), packed=st.booleans())
@settings(max_examples=40, deadline=None)
def test_bounded_streams_give_the_bytes_they_were_given(data: bytes, packed: bool) -> None:
    """Reading through the bound changes nothing, packed or not."""
    raw = gzip.compress(data, 1) if packed else data
    bounded = Bounded(io.BytesIO(raw), len(raw), Limits())
    if packed or not data.startswith(b"\x1f\x8b"):
        assert io.BufferedReader(bounded).read() == data


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "chunked"]),
    st.sampled_from(["gzip", "br", "deflate", "x"]),
)
def test_broken_bodies_of_answers_are_a_value_error(
    raw: bytes, transfer: str, encoding: str
) -> None:
    """Whatever a server sent, its body is bytes within the bound, or plainly broken."""
    try:
        assert len(unwrapped(raw, transfer, encoding, 1000)) <= 1001
    except ValueError:
        return


@given(st.binary(max_size=600), st.sampled_from([".warc", ".jsonl", ".eml", ".html", ".gz", ""]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_crash_a_reader(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, end: str
) -> None:
    """Random bytes under any name are pages or issues, or the clear word that nothing was there."""
    path = tmp_path_factory.getbasetemp() / f"random{end}"
    for start in (
        b"",
        b"WARC/1.0\r\nWARC-Type: response\r\n",
        b"From: x\r\nContent-Type: text/html; ",
    ):
        path.write_bytes(start + data)
        try:
            found = list(read_paths([str(path)]))
        except CrosswireError as error:
            assert "\n" not in str(error)
        else:
            assert any(isinstance(one, Page) for one in found)


def test_limits_end_a_run_with_a_word(pile: Path) -> None:
    """Beyond the most pages or bytes of a run the rest is named, not read."""
    for number in range(5):
        (pile / f"{number}.txt").write_bytes(TEXT + bytes([65 + number]))
    for limits in (Limits(pages=3), Limits(total_bytes=4 * len(TEXT))):
        pages, issues = gather(["pile"], limits=limits)
        assert len(pages) == 3
        assert [issue.kind for issue in issues] == ["too-many"]


def test_names_that_no_encoding_holds_are_shown_all_the_same(pile: Path) -> None:
    """Broken or steering characters in a file's name cannot reach the terminal or the JSON."""
    Path(os.fsdecode(b"pile/bad\xff\x1b[31m.txt")).write_bytes(b"Bad name.")
    pages, _ = gather(["pile"])
    assert [page.source for page in pages] == ["pile/a.txt", "pile/bad\ufffd\ufffd[31m.txt"]
    assert shown("a\nb") == "a\ufffdb"


def test_sizes_read_as_people_say_them() -> None:
    """Numbers of bytes are told in the unit that fits."""
    assert [size(n) for n in (0, 999, 1_500, 200_000_000, 2_000_000_000)] == [
        "0 bytes", "999 bytes", "1.5 kB", "200 MB", "2 GB"
    ]  # fmt: skip


def test_nothing_to_read_says_what_was_looked_for(pile: Path) -> None:
    """An empty folder and a folder without pages name what was given and what would do."""
    (pile / "a.txt").unlink()
    with pytest.raises(NothingToRead, match=r"No page to read in pile\. Looked for HTML"):
        gather(["pile"])
    (pile / "x.bin").write_bytes(os.urandom(4000))
    with pytest.raises(NothingToRead, match=r"pile/x\.bin: It holds binary data"):
        gather(["pile"])


def test_missing_paths_are_an_issue_while_others_are_there(pile: Path) -> None:
    """A wrong path stops the run only when no other path is right."""
    pages, issues = gather(["pile", "nowhere", "pile/*.html", "https://s.example/1"])
    assert len(pages) == 1
    assert [issue.kind for issue in issues] == ["missing"] * 3
    with pytest.raises(BadInput, match="There is no such file or folder"):
        gather(["nowhere"])
