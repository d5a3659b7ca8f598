"""What people and their programs saved: WACZ, web archives, mailboxes, folders of crawls."""

from __future__ import annotations

import gzip
import io
import plistlib
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.config import Limits
from crosswire.errors import CrosswireError, NothingToRead
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources import gather, read_paths
from crosswire.sources.refusal import Refused
from crosswire.sources.wacz import read_wacz
from crosswire.sources.webarchive import read_webarchive
from test_sources import answer

HTML = b"<html><p>The ferry Linnet ran aground off Port Sorrel.</p></html>"


def wacz(files: dict[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these files."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", packing) as zipped:
        for name, body in files.items():
            zipped.writestr(name, body)
    return raw.getvalue()


def crawl(*urls: str) -> bytes:
    """A WARC file with a page for each address."""
    return b"".join(answer(url, "text/html", HTML + url.encode()) for url in urls)


def read(folder: Path, name: str, body: bytes) -> tuple[list[Page], list[Issue]]:
    """What one file gives."""
    (folder / name).write_bytes(body)
    return gather([str(folder / name)])


def test_a_wacz_gives_the_pages_of_its_crawls(tmp_path: Path) -> None:
    """All WARC files in it are read, packed or not; what else it holds is left alone."""
    body = wacz(
        {
            "archive/a.warc.gz": gzip.compress(crawl("http://a.example/1", "http://a.example/2")),
            "archive/b.warc": crawl("http://a.example/3"),
            "pages/pages.jsonl": b"{}",
            "datapackage.json": b"{}",
        }
    )
    pages, issues = read(tmp_path, "site.wacz", body)
    assert [page.address for page in pages] == [f"http://a.example/{n}" for n in (1, 2, 3)]
    assert pages[0].source.endswith("site.wacz/a.warc.gz:1")
    assert issues == []


def test_bombs_in_a_wacz_are_not_unpacked(tmp_path: Path) -> None:
    """One that the zip tells of, one in the gzip inside, one of many files together."""
    zeros = bytes(80_000_000)
    with pytest.raises(NothingToRead, match="unpacks from"):
        read(tmp_path, "a.wacz", wacz({"archive/a.warc": zeros}, zipfile.ZIP_DEFLATED))
    inside = wacz({"archive/a.warc.gz": gzip.compress(crawl("http://a.example/1") + zeros)})
    pages, issues = read(tmp_path, "b.wacz", inside)
    assert [page.address for page in pages] == ["http://a.example/1"]
    assert issues
    many = {f"archive/{n}.warc": crawl(f"http://a.example/{n}") for n in range(50)}
    limits = Limits(pile_bytes=2_000)
    told = list(read_wacz("c.wacz", io.BytesIO(wacz(many)), limits))
    assert sum(isinstance(one, Page) for one in told) < 10


def test_a_wacz_with_an_endless_list_of_contents_is_refused() -> None:
    """The list of a zip is read whole, so its length is looked at first."""
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 2_000_000_000, 0, 0)
    with pytest.raises(Refused, match="too many files"):
        list(read_wacz("x.wacz", io.BytesIO(b"PK\x03\x04" + end), Limits()))


@pytest.mark.parametrize(
    "body",
    [b"PK\x03\x04", b"PK\x03\x04" + bytes(100), wacz({}), wacz({"x": b""}), wacz({"a.warc": b"x"})[:-30],
     wacz({"archive/a.warc": b"no warc"}), b"<html><p>a page by a wrong name"],
    ids=["a mark alone", "zeros", "no files", "one empty file", "cut off", "no warc", "a page"],
)  # fmt: skip
def test_what_is_no_wacz_is_told(tmp_path: Path, body: bytes) -> None:
    """A broken zip, one without crawls, one cut off."""
    (tmp_path / "x.wacz").write_bytes(body)
    try:
        pages, issues = gather([str(tmp_path / "x.wacz")])
    except NothingToRead:
        return
    assert pages or issues


def test_a_web_archive_gives_its_page(tmp_path: Path) -> None:
    """Body, address and encoding of the page; its pictures are left alone."""
    told = {
        "WebMainResource": {
            "WebResourceData": HTML * 50,
            "WebResourceURL": "http://a.example/ferry",
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-8",
            "WebResourceFrameName": "",
        },
        "WebSubresources": [
            {"WebResourceData": b"\x89PNG", "WebResourceURL": "http://a.example/é"}
        ],
    }
    (page,), issues = read(
        tmp_path, "ferry.webarchive", plistlib.dumps(told, fmt=plistlib.FMT_BINARY)
    )
    assert (page.body, page.address, page.charset) == (HTML * 50, "http://a.example/ferry", "UTF-8")
    assert issues == []
    empty = plistlib.dumps({"WebMainResource": {"WebResourceData": b""}}, fmt=plistlib.FMT_BINARY)
    with pytest.raises(NothingToRead):
        read(tmp_path, "empty.webarchive", empty)


SOUND = plistlib.dumps(
    {"WebMainResource": {"WebResourceData": HTML, "WebResourceURL": "http://a.example/"}},
    fmt=plistlib.FMT_BINARY,
)


@settings(max_examples=200)
@given(st.integers(0, len(SOUND) - 1), st.integers(0, 255), st.binary(max_size=60))
def test_any_web_archive_is_read_or_refused(place: int, byte: int, rest: bytes) -> None:
    """One changed byte, or any bytes after the mark, break nothing."""
    changed = SOUND[:place] + bytes([byte]) + SOUND[place + 1 :]
    for raw in (changed, b"bplist00" + rest):
        try:
            list(read_webarchive("x", io.BufferedReader(io.BytesIO(raw)), Limits()))
        except Refused:
            continue


MAIL = (
    b"From: Desk <desk@a.example>\r\nSubject: Ferry\r\nDate: Mon, 4 Mar 2024 08:00:00 +0000\r\n\r\n"
)


def test_a_mailbox_gives_each_message(tmp_path: Path) -> None:
    """Messages are parted where a line begins with From, after a blank one; a quoted one is text."""
    box = (
        b"From desk@a.example Mon Mar  4 08:00:00 2024\n" + MAIL + b"First.\n>From here on.\n\n"
        b"From desk@a.example Mon Mar  4 09:00:00 2024\n" + MAIL + b"Second.\nFrom nowhere.\n\n"
        b"From desk@a.example Mon Mar  4 09:00:00 2024\n" + MAIL + b"\n"
    )
    pages, issues = read(tmp_path, "desk.mbox", box)
    assert [page.body for page in pages] == [
        b"First.\nFrom here on.\n\n",
        b"Second.\nFrom nowhere.\n\n",
    ]
    assert pages[0].fields["title"] == "Ferry"
    assert [(issue.about.rpartition(":")[2], issue.kind) for issue in issues] == [("3", "empty")]


def test_a_message_of_apple_mail(tmp_path: Path) -> None:
    """Its length stands before it, notes in XML after it."""
    message = MAIL + b"The ferry is aground.\r\n"
    body = str(len(message)).encode() + b"      \n" + message + b"<?xml version='1.0'?><plist/>"
    (page,), _ = read(tmp_path, "1.emlx", body)
    assert page.body == b"The ferry is aground.\r\n"
    with pytest.raises(NothingToRead):
        read(tmp_path, "2.emlx", b"no number\n" + message)


def test_a_folder_of_crawls_is_streamed(tmp_path: Path) -> None:
    """Pages of a folder of .warc.gz come one by one, by month and name, as crawls of news lie."""
    for month in ("01", "02"):
        (tmp_path / "2024" / month).mkdir(parents=True)
        for number in range(3):
            urls = [f"http://a.example/{month}/{number}/{page}" for page in range(4)]
            path = tmp_path / "2024" / month / f"CC-NEWS-2024{month}-{number}.warc.gz"
            path.write_bytes(gzip.compress(crawl(*urls)))
    found = read_paths([str(tmp_path)])
    first = next(found)
    assert isinstance(first, Page)
    assert first.address == "http://a.example/01/0/0"
    assert sum(isinstance(one, Page) for one in found) == 2 * 3 * 4 - 1


@given(
    st.binary(max_size=300), st.sampled_from([".wacz", ".webarchive", ".mbox", ".emlx"]),
    st.sampled_from([b"", b"PK\x03\x04", b"bplist00", b"From x\n", b"12\n"]),
)  # fmt: skip
@settings(max_examples=60)
def test_no_bytes_crash_a_reader(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, ending: str, start: bytes
) -> None:
    """Whatever the name promises."""
    path = tmp_path_factory.mktemp("any") / f"x{ending}"
    path.write_bytes(start + body)
    try:
        gather([str(path)])
    except CrosswireError:
        return


def test_pages_saved_by_a_browser_tell_where_they_came_from(tmp_path: Path) -> None:
    """The marks of browsers and of SingleFile; the folder of pictures beside it is passed over."""
    mark = b"<!-- saved from url=(0024)http://a.example/ferry#x -->\n"
    single = (
        b"<html><!--\n Page saved with SingleFile \n url: http://a.example/mill \n saved date: "
        b"Mon Mar 04 2024 09:00:00 GMT+0100 (CET)\n-->"
    )
    (tmp_path / "ferry_files").mkdir()
    (tmp_path / "ferry_files" / "ad.html").write_bytes(b"<html><p>Buy")
    (tmp_path / "ferry.html").write_bytes(mark + HTML)
    (tmp_path / "mill.html").write_bytes(single + HTML)
    (tmp_path / "plain.html").write_bytes(b"<!-- saved from url=(0009)file:///x -->" + HTML)
    pages, _ = gather([str(tmp_path)])
    assert [(page.address, page.fetched) for page in pages] == [
        ("http://a.example/ferry", None),
        ("http://a.example/mill", "2024-03-04T09:00:00+01:00"),
        (None, None),
    ]
