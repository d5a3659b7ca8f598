"""The archive: what is saved comes back, whole or not at all, and errors are one clear line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import ArchiveError
from crosswire.records.base import Issue, Judgement, Record, Span
from crosswire.records.brief import FORMAT, Brief
from crosswire.records.claim import Statement
from crosswire.records.fetch import Followed, Visit
from crosswire.records.page import Article, Page
from crosswire.records.story import Story
from crosswire.store.archive import Archive, Hit, open_archive
from crosswire.store.following import Following

TEXT = "The ferry Linnet ran aground off Port Sorrel. Nobody was hurt, the harbour master said."


def a_page(body: str = TEXT, source: str = "pile/a.txt") -> Page:
    return Page.make(source, body.encode(), "text/plain", fields={"outlet": "Sorrel Courier"})


def an_article(page: Page, headline: str = "Ferry aground") -> Article:
    text = page.body.decode()
    return Article(
        id="a" + page.id,
        page=page.id,
        source=page.source,
        text=text,
        body_end=len(text),
        blocks=(),
        headline=headline,
    )


def a_statement(article: Article, name: str = "s1") -> Statement:
    return Statement(
        id=name,
        story="t1",
        article=article.id,
        span=Span.of(article.text, 0, 45),
        sentence=0,
        label="body",
        mode="reported",
        negated=False,
        quoted=False,
        sources=(),
        descent="own",
        told=article.text[:45],
    )


def a_brief(*words: str, release: str = "0.1.0") -> Brief:
    issues = tuple(Issue.make("sources", "note", "note", "pile", word) for word in words)
    return Brief(format=FORMAT, release=release, stories=(), issues=issues)


@pytest.fixture
def shelf(tmp_path: Path) -> Archive:
    with open_archive(tmp_path / "pile.db") as archive:
        yield archive


def counts(archive: Archive) -> dict[str, int]:
    names = ("bodies", "pages", "records", "briefs", "words")
    ask = archive.connection.execute
    return {name: ask(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608


def test_a_brief_and_its_pages_come_back_as_they_were(shelf: Archive) -> None:
    """What is loaded from an archive equals what was saved, field by field."""
    page = a_page()
    article = an_article(page)
    shelf.save([page], [page, article, a_statement(article)], a_brief("one"))
    assert shelf.load_brief() == a_brief("one")
    assert list(shelf.pages()) == [page]
    assert list(shelf.records(Article)) == [article]
    assert list(shelf.records(Statement)) == [a_statement(article)]


@given(
    body=st.binary(min_size=1, max_size=200), source=st.text(max_size=20).filter(str.isprintable)
)
@settings(max_examples=25, deadline=None)
def test_any_bytes_survive_the_archive(body: bytes, source: str) -> None:
    """A page of whatever bytes comes out of the archive with the same bytes and the same id."""
    page = Page.make(source, body, "text/html", charset="latin-1", fetched="2024-03-01T10:00:00Z")
    with Archive(Path(":memory:")) as archive:
        archive.save([page], [], a_brief())
        assert list(archive.pages()) == [page]


def test_saving_twice_does_not_double(shelf: Archive) -> None:
    """A second save of the same pile leaves every table as long as it was."""
    page = a_page()
    article = an_article(page)
    records = [article, a_statement(article), Story(id="t1", articles=(article.id,))]
    shelf.save([page], records, a_brief("one"))
    before = counts(shelf)
    shelf.save([page], records, a_brief("one"))
    assert counts(shelf) == before
    assert before == {"bodies": 1, "pages": 1, "records": 3, "briefs": 1, "words": 2}


def test_equal_bodies_lie_once(shelf: Archive) -> None:
    """Pages of two addresses with the same bytes share one packed body."""
    pages = [
        Page.make("w:1", b"x" * 99, "text/html", address=f"https://a.example/{n}") for n in "12"
    ]
    shelf.save(pages, [], a_brief())
    assert counts(shelf)["bodies"] == 1
    assert counts(shelf)["pages"] == 2


def test_a_new_reading_of_a_page_replaces_the_old_one(shelf: Archive) -> None:
    """Statements and words that a better reading no longer yields are gone, those of others stay."""
    page, other = a_page(), a_page("A lighthouse in Port Vellum went dark.", "pile/b.txt")
    article, third = an_article(page), an_article(other, "Lighthouse dark")
    shelf.save([page, other], [article, third, a_statement(article, "old")], a_brief())
    shelf.save([page], [article, a_statement(article, "new")], a_brief())
    assert [one.id for one in shelf.records(Statement)] == ["new"]
    assert {one.id for one in shelf.records(Article)} == {article.id, third.id}
    assert [hit.id for hit in shelf.search("lighthouse")] == [third.id]


def test_groupings_belong_to_the_last_brief_and_a_persons_judgement_stays(shelf: Archive) -> None:
    """Stories and machine judgements are replaced by each save; a person's are never dropped."""
    by_hand = Judgement.make("same story", "a1", "a2", yes=False, score=1.0, by="Ines")
    by_machine = Judgement.make("same story", "a1", "a2", yes=True, score=0.7)
    shelf.save([a_page()], [Story(id="t1", articles=("a1",)), by_hand, by_machine], a_brief())
    shelf.save([a_page()], [Story(id="t2", articles=("a1",))], a_brief())
    assert [one.id for one in shelf.records(Story)] == ["t2"]
    assert list(shelf.records(Judgement)) == [by_hand]


def test_search_finds_words_phrases_and_accents(shelf: Archive) -> None:
    """Endings and accents do not matter, quotation marks keep words together, signs do no harm."""
    page = a_page("Café owners in Port Sorrel protested. The ferries were late.")
    article = an_article(page)
    shelf.save([page], [article, a_statement(article)], a_brief())
    for words in ("cafe", "ferry late", '"Port Sorrel"', "sorrel OR", "protest*"):
        found = shelf.search(words)
        assert (found != []) is (words != "sorrel OR"), words
    assert shelf.search('"Sorrel Port"') == []
    for odd in ("", "   ", '"', "* ( ) -", "NEAR(", 'a"b', "x:y", "\0"):
        assert isinstance(shelf.search(odd), list)
    hit = shelf.search("protested")[0]
    assert isinstance(hit, Hit)
    assert "[protested]" in hit.excerpt


def test_the_archive_knows_whether_its_brief_covers_all_pages(shelf: Archive) -> None:
    """A brief of some of the pages, or of another release, is not the brief of the archive."""
    first, second = a_page(), a_page("Another report.", "pile/b.txt")
    assert not shelf.brief_is_whole("0.1.0")
    shelf.save([first], [], a_brief("one"))
    assert shelf.brief_is_whole("0.1.0")
    assert not shelf.brief_is_whole("0.2.0")
    shelf.save([second], [], a_brief("two"))
    assert not shelf.brief_is_whole("0.1.0")
    shelf.save([first, second], [], a_brief("one"))
    assert shelf.brief_is_whole("0.1.0")
    assert shelf.load_brief() == a_brief("one")


class Breaking(Record, frozen=True, kw_only=True):
    """A record that no JSON can hold."""

    id: str = "b"
    what: object = object()


def test_a_save_that_fails_changes_nothing(shelf: Archive) -> None:
    """An error in the middle of a save leaves what was there before, all of it and nothing more."""
    shelf.save([a_page()], [an_article(a_page())], a_brief("one"))
    before = counts(shelf)
    with pytest.raises(TypeError):
        shelf.save([a_page("New.", "n.txt")], [an_article(a_page("New.")), Breaking()], a_brief())
    assert counts(shelf) == before
    assert shelf.load_brief() == a_brief("one")


KILLED = """
import os, sys
from pathlib import Path
from crosswire.records.base import Record
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.store.archive import open_archive

class Fatal:
    def __iter__(self):
        for number in range(2000):
            yield Page.make(f"{number}", os.urandom(4000), "text/plain")

archive = open_archive(Path(sys.argv[1]))
keep, count = archive._keep_page, 0
def dying(page):
    global count
    keep(page)
    count += 1
    if count == 1500:
        os.kill(os.getpid(), 9)
archive._keep_page = dying
archive.save(Fatal(), [], Brief(format="1", release="0", stories=(), issues=()))
"""


def test_a_killed_save_loses_nothing(tmp_path: Path) -> None:
    """A process killed in the middle of a save leaves the archive as it was before."""
    path = tmp_path / "pile.db"
    with open_archive(path) as archive:
        archive.save([a_page()], [], a_brief("one"))
    done = subprocess.run([sys.executable, "-c", KILLED, path], check=False, capture_output=True)
    assert done.returncode == -9, done.stderr.decode()
    with open_archive(path, create=False) as archive:
        assert list(archive.pages()) == [a_page()]
        assert archive.load_brief() == a_brief("one")
        assert archive.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_full_disk_is_one_line_and_loses_nothing(shelf: Archive) -> None:
    """Where no page of the file is left, the save fails as a whole and says so."""
    shelf.save([a_page()], [], a_brief("one"))
    (used,) = shelf.connection.execute("PRAGMA page_count").fetchone()
    shelf.connection.execute(f"PRAGMA max_page_count = {used + 4}")
    noise = bytes(range(256)) * 40
    pages = [
        Page.make(f"{n}", zlib.compress(noise + bytes([n])) * 400, "text/plain") for n in range(9)
    ]
    with pytest.raises(ArchiveError, match=r"the disk is full\. What it held before is whole"):
        shelf.save(pages, [], a_brief("two"))
    assert list(shelf.pages()) == [a_page()]
    assert shelf.load_brief() == a_brief("one")


def test_readers_are_not_kept_waiting(tmp_path: Path, shelf: Archive) -> None:
    """While one process writes, another reads what was there before."""
    shelf.save([a_page()], [], a_brief("one"))
    shelf.connection.execute("BEGIN IMMEDIATE")
    shelf.connection.execute("DELETE FROM briefs")
    with open_archive(tmp_path / "pile.db", create=False) as other:
        assert other.load_brief() == a_brief("one")


def test_an_archive_in_use_says_so(tmp_path: Path, shelf: Archive) -> None:
    """Where another process writes for too long, the second one says what to wait for."""
    shelf.connection.execute("BEGIN IMMEDIATE")
    with (
        open_archive(tmp_path / "pile.db", wait=0.05) as other,
        pytest.raises(ArchiveError, match="in use by another process"),
    ):
        other.save([a_page()], [], a_brief())


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("note.txt", b"These are notes and no database. " * 40, "is not an archive"),
        ("short.txt", b"Notes.", "is not an archive"),
        ("nowhere/pile.db", None, "cannot be opened"),
        (".", None, "is a folder"),
    ],
)
def test_what_is_no_archive_is_refused(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    """Files, folders and places that cannot be an archive are named, and left as they are."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ArchiveError, match=told) as error:
        open_archive(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
    if content is not None:
        assert path.read_bytes() == content


def test_a_path_below_a_file_cannot_hold_an_archive(tmp_path: Path) -> None:
    """A place that nobody can write to, not even an administrator, is one clear line."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="cannot be opened"):
        open_archive(tmp_path / "file" / "pile.db")


def test_databases_of_others_and_of_tomorrow_are_refused(tmp_path: Path) -> None:
    """Another program's database is not written into, and a newer format asks for an update."""
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE cats (name TEXT)")
    other.close()
    with pytest.raises(ArchiveError, match="another program"):
        open_archive(foreign)
    newer = tmp_path / "newer.db"
    with open_archive(newer) as archive:
        archive.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveError, match="newer crosswire"):
        open_archive(newer)


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    """Bytes that rotted in the file are an ArchiveError, never a crash."""
    path = tmp_path / "pile.db"
    with open_archive(path) as archive:
        pages = [a_page("word " * 2000 + str(n), f"{n}") for n in range(50)]
        archive.save(pages, [an_article(page) for page in pages], a_brief("one"))
    raw = bytearray(path.read_bytes())
    for place in range(4096 + 50, len(raw), 997):
        raw[place] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(ArchiveError), open_archive(path, create=False) as archive:
        list(archive.pages())
        archive.load_brief()
        list(archive.records(Article))


def test_missing_archives_are_not_made_by_reading(tmp_path: Path) -> None:
    """Reading from a path where nothing is makes no file there."""
    with pytest.raises(ArchiveError, match="There is no archive"):
        open_archive(tmp_path / "pile.db", create=False)
    assert list(tmp_path.iterdir()) == []
    with open_archive(tmp_path / "pile.db") as empty, pytest.raises(ArchiveError, match="no brief"):
        empty.load_brief()


def a_row(
    address: str, kind: str = "page", at: str | None = "2031-03-04", **more: object
) -> Followed:
    told = {"host": "courier.example", "since": "2031-03-01", "every": 600.0, "next_at": at}
    return Followed(address=address, kind=kind, **{**told, **more})  # type: ignore[arg-type]


def test_what_is_followed_is_kept_once_and_asked_in_order(shelf: Archive) -> None:
    """Feeds come first; what rests is not due; what was asked "later" than now is due again."""
    following = Following(shelf)
    rows = [
        a_row("https://a.example/1", at="2031-03-02"),
        a_row("https://a.example/feed", "feed", at="2031-03-03"),
        a_row("https://a.example/2", at=None),
        a_row("https://a.example/3", at="2031-04-01", last_at="2031-03-09"),
    ]
    assert following.follow(rows) == 4
    assert following.follow([a_row("https://a.example/1", at=None)]) == 0
    due = [row.address[-4:] for row in following.due("2031-03-04", 9)]
    assert due == ["feed", "le/1", "le/3"]
    assert following.next_due() == "2031-03-02"
    assert [row.address for row in following.followed()] == sorted(row.address for row in rows)
    assert set(following.followed_at(["https://a.example/2", "x"])) == {"https://a.example/2"}


def test_unfollowing_stops_what_it_led_to(shelf: Archive) -> None:
    """A sitemap's sitemaps and their pages rest with it; the rows stay as marks."""
    following = Following(shelf)
    following.follow([
        a_row("m", "sitemap"), a_row("m/2", "sitemap", by="m"), a_row("p", by="m/2"), a_row("q"),
    ])  # fmt: skip
    assert following.unfollow(["m"]) == 3
    assert {row.address for row in following.followed() if row.next_at} == {"q"}


def test_a_visit_is_kept_whole_or_not_at_all(shelf: Archive) -> None:
    """Visit, page and row stand in one transaction; the same visit again is not doubled."""
    following = Following(shelf)
    visit = Visit.make("https://a.example/1", "2031-03-04T10:00:00.000+00:00", "fetched")
    for _ in range(2):
        following.keep([visit], [a_page()], [a_row("https://a.example/1")])
    assert list(following.visits()) == list(following.visits("https://a.example/1")) == [visit]
    assert shelf.count("pages") == shelf.count("waiting") == 1
    with pytest.raises(AttributeError):
        following.keep([], [a_page("New.", "n.txt")], [Breaking()])  # type: ignore[list-item]
    assert shelf.count("pages") == 1


def test_one_watcher_at_a_time(shelf: Archive) -> None:
    """A lease is held until it runs out, is given back, its holder is gone, or the clock went back."""
    following = Following(shelf)
    lasts = {"now": "2031-03-04T10:00", "until": "2031-03-04T10:05", "gone": lambda _: False}
    assert following.take_lease("one", **lasts) == "one"
    assert following.take_lease("two", **lasts) == "one"
    assert following.take_lease("one", **{**lasts, "until": "2031-03-04T10:09"}) == "one"
    assert following.take_lease("two", **{**lasts, "gone": lambda name: name == "one"}) == "two"
    late = {"now": "2031-03-04T11:00", "until": "2031-03-04T11:05", "gone": lambda _: False}
    assert following.take_lease("one", **late) == "one"
    assert following.take_lease("two", **{**late, "now": "2031-03-04T09:00"}) == "two"
    following.drop_lease("one")
    assert following.take_lease("one", **lasts) == "two"
    following.drop_lease("two")
    assert following.take_lease("one", **lasts) == "one"
