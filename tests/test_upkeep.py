"""The archive that keeps up: newcomers touch what they meet, and settling gives what one pile gives."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace as with_field
from pathlib import Path

import msgspec
import pytest
from tests.upkeep_pages import batches, harbour_pages, invented, odd

from crosswire.errors import ArchiveError
from crosswire.pipeline import brief_pages
from crosswire.records.base import Judgement, encode
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.store.archive import Archive, open_archive
from crosswire.store.articles import CLEAN, READ
from crosswire.store.backup import back_up
from crosswire.store.threads import TELL
from crosswire.upkeep import (
    add,
    arrival,
    brief_of,
    brief_of_story,
    check,
    rebuild,
    settle,
    settling,
    stamps,
    telling,
)
from crosswire.upkeep.desk import Desk


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "desk.db") as archive:
        yield archive


def homes(brief: Brief) -> set[frozenset[str]]:
    return {frozenset(article.source for article in story.articles) for story in brief.stories}


def everything(archive: Archive) -> str:
    """All that lies in the archive, but for when it was learned."""
    lines = [line for line in archive.connection.iterdump() if '"news"' not in line]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", [1, 2])
def test_settling_gives_the_bytes_of_one_batch(shelf: Archive, seed: int) -> None:
    """Whatever the order and the batches, settled it is the brief of the pages as one pile."""
    pages = [*harbour_pages(), *invented()]
    for some in batches(pages, seed):
        add(shelf, some)
    settle(shelf)
    assert encode(brief_of(shelf)) == encode(brief_pages(pages, workers=1))


def test_pages_that_need_others_settle_to_the_bytes_of_one_batch(shelf: Archive) -> None:
    """Undated pages, an outlet's furniture, a round-up, a copy, a page without text: all as in one pile."""
    for some in batches(odd(), 5):
        add(shelf, some)
    assert list(check(shelf)) == []
    settle(shelf)
    assert list(check(shelf)) == []
    assert encode(brief_of(shelf)) == encode(brief_pages(odd(), workers=1))


def test_pages_one_by_one_make_the_stories_of_the_pile(shelf: Archive) -> None:
    """Reports of one event come together as they arrive, before anything is settled."""
    pages = invented()
    for page in pages:
        add(shelf, [page])
    assert homes(brief_of(shelf)) == homes(brief_pages(pages, workers=1))


def test_the_same_pages_again_change_nothing(shelf: Archive) -> None:
    """A second add leaves every table as it was, and nothing is news."""
    pages = invented(2)
    add(shelf, pages)
    before = everything(shelf)
    again = add(shelf, pages)
    assert (again.pages, again.articles, again.news) == (0, 0, 0)
    assert everything(shelf) == before


def test_settling_twice_changes_nothing(shelf: Archive) -> None:
    """What is settled stays as it is: no story is told anew."""
    add(shelf, invented(2))
    settle(shelf)
    before = everything(shelf)
    assert settle(shelf).threads == 0
    assert everything(shelf) == before


def test_a_new_body_at_one_address_is_a_new_version(shelf: Archive) -> None:
    """What changed between two bodies of one address is told by kind."""
    address = "https://courier.example/ferry"
    text = (
        "The ferry Linnet ran aground off Port Sorrel on Monday, harbour master Tomas Reed said.\n\n"
        "Twelve people were taken to hospital.\n\nThe owner of the ferry could not be reached. Divers "
        "were looking at the hull in the afternoon, while the passengers waited in the parish hall."
    )
    fields = {"outlet": "Sorrel Courier", "published": "2031-03-04T09:00:00+00:00"}
    for number, body in enumerate((text, text.replace("Twelve", "Fourteen"))):
        told = {**fields, "published": f"2031-03-04T1{number}:00:00+00:00"}
        page = Page.make(
            f"{address}#{number}", body.encode(), "text/plain", address=address, fields=told
        )
        add(shelf, [page])
    (story,) = brief_of(shelf).stories
    (line,) = story.lineages
    assert {kin.relation for kin in line.kinships} == {"revision"}
    assert ("Twelve", "Fourteen") in {(c.before, c.after) for c in line.changes}
    kinds = {item.news.kind for _, item in Desk(shelf).threads.news()}
    assert kinds <= {"new story", "number changed", "reports differ", "withdrawn"}


def test_a_copy_is_no_news(shelf: Archive) -> None:
    """That another outlet printed the same text is never told."""
    (page, *_) = invented(1, 1)
    add(shelf, [page])
    copy = Page.make(
        "copy.txt", page.body, "text/plain", fields={**page.fields, "outlet": "Vellum Mercury"}
    )
    assert add(shelf, [copy]).news == 0
    assert homes(brief_of(shelf)) == {frozenset({page.source, "copy.txt"})}


def test_a_persons_word_holds_for_newcomers(shelf: Archive) -> None:
    """Two articles that a person keeps apart stay apart, online and settled."""
    pages = sorted(invented(1, 2), key=lambda page: page.source)
    reports = [story.articles[0] for story in brief_pages(pages, workers=1).stories]
    names = [a.id for s in brief_pages(pages, workers=1).stories for a in s.articles]
    assert len(reports) == 1
    shelf.judge(Judgement.make("same story", *names, yes=False, score=1.0, by="Ines"))
    for page in pages:
        add(shelf, [page])
    assert len(brief_of(shelf).stories) == 2
    settle(shelf)
    assert len(brief_of(shelf).stories) == 2


def test_one_story_is_told_alone(shelf: Archive) -> None:
    """A story is found by thread, by id and by an article, and is told as in the whole brief."""
    add(shelf, invented(2))
    whole = brief_of(shelf)
    story = whole.stories[0]
    for name in (story.id, story.articles[0].id):
        assert brief_of_story(shelf, name).stories == (story,)
    assert brief_of_story(shelf, "1").stories[0] in whole.stories


def test_only_touched_stories_are_told_anew(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report of one event does not tell another event's story again."""
    pages = sorted(invented(), key=lambda page: page.source)
    add(shelf, pages[:-1])
    told: list[str] = []
    real = telling.told_of

    def noted(story, *rest):  # type: ignore[no-untyped-def]
        told.append(story.id)
        return real(story, *rest)

    monkeypatch.setattr(telling, "told_of", noted)
    add(shelf, pages[-1:])
    assert len(told) == 1


def stamps_of(archive: Archive, step: str) -> dict[str, bytes]:
    rows = archive.connection.execute("SELECT key, hash FROM memo WHERE step = ?", (step,))
    return dict(rows.fetchall())


def test_a_changed_option_runs_what_depends_on_it(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another option of claims has stories told anew; pages are neither cleaned nor read again."""
    add(shelf, invented(2))
    settle(shelf)
    before = {step: stamps_of(shelf, step) for step in (CLEAN, READ, TELL)}
    other = tuple(
        with_field(one, options=msgspec.structs.replace(one.options, copied=0.61))
        if one.name == "claims"
        else one
        for one in telling.TELLING
    )
    monkeypatch.setattr(telling, "TELLING", other)
    settle(shelf)
    assert stamps_of(shelf, CLEAN) == before[CLEAN]
    assert stamps_of(shelf, READ) == before[READ]
    now = stamps_of(shelf, TELL)
    assert now.keys() == before[TELL].keys()
    assert all(now[key] != before[TELL][key] for key in now)


def test_another_release_makes_everything_anew(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that an older release made stays in use, and the brief is that of one batch again."""
    pages = invented(2)
    add(shelf, pages)
    settle(shelf)
    before = stamps_of(shelf, READ)
    monkeypatch.setattr(stamps, "__version__", "99.0")
    done = settle(shelf)
    assert done.articles == len(pages)
    assert all(stamps_of(shelf, READ)[key] != before[key] for key in before)
    assert encode(brief_of(shelf)) == encode(brief_pages(pages, workers=1))
    assert add(shelf, pages).articles == 0


def test_a_page_without_an_article_is_kept_and_named(shelf: Archive) -> None:
    """What cannot be read waits for no one, and the brief says so."""
    page = Page.make("empty.txt", b"\n", "text/plain")
    assert add(shelf, [page]).articles == 0
    assert shelf.count("waiting") == 0
    assert any(issue.about == "empty.txt" for issue in brief_of(shelf).issues)


KILLED = """
import sys
from pathlib import Path
from crosswire.store.archive import open_archive
from crosswire.upkeep import add
from tests.upkeep_pages import batches, invented

with open_archive(Path(sys.argv[1])) as archive:
    print("ready", flush=True)
    for some in batches(invented(), int(sys.argv[2])):
        add(archive, some)
print("done", flush=True)
"""


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    """Ten kills at random moments while pages come in; the end is that of one batch."""
    chance, path = random.Random(11), tmp_path / "desk.db"  # noqa: S311
    for number in range(10):
        run = subprocess.Popen(
            [sys.executable, "-c", KILLED, path, str(number)], stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(chance.random() * 0.4)
        run.kill()
        run.wait()
        run.stdout.close()
    with open_archive(path) as archive:
        assert archive.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        add(archive, invented())
        assert archive.count("articles") == len(invented())
        settle(archive)
        assert encode(brief_of(archive)) == encode(brief_pages(invented(), workers=1))


SETTLING = """
import sys
from pathlib import Path
from crosswire.store.archive import open_archive
from crosswire.upkeep import rebuild, settle

with open_archive(Path(sys.argv[1])) as archive:
    print("ready", flush=True)
    (rebuild if int(sys.argv[2]) % 2 else settle)(archive)
"""


@pytest.mark.slow
def test_killed_while_settling_nothing_changes(tmp_path: Path) -> None:
    """A settle or rebuild that is killed leaves a sound archive, and the next one ends its work."""
    chance, path = random.Random(12), tmp_path / "desk.db"  # noqa: S311
    with open_archive(path) as archive:
        for page in invented(3):
            add(archive, [page])
        before = encode(brief_of(archive))
    for number in range(5):
        run = subprocess.Popen(
            [sys.executable, "-c", SETTLING, path, str(number)], stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(chance.random() * 0.3)
        run.kill()
        run.wait()
        run.stdout.close()
    with open_archive(path) as archive:
        batch = encode(brief_pages(invented(3), workers=1))
        assert encode(brief_of(archive)) in (before, batch)
        assert list(check(archive)) == []
        rebuild(archive)
        assert encode(brief_of(archive)) == batch


def test_a_page_that_we_fail_on_is_set_aside_and_named(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours on one page keeps no other waiting; it is told, and settling tries again."""
    pages = sorted(invented(2), key=lambda page: page.source)
    real = arrival.prints_of

    def failing(article):  # type: ignore[no-untyped-def]
        if article.source == pages[0].source:
            raise ZeroDivisionError("of no use")
        return real(article)

    with monkeypatch.context() as patch:
        patch.setattr(arrival, "prints_of", failing)
        assert add(shelf, pages).articles == len(pages) - 1
    assert shelf.count("waiting") == 0
    (fault,) = [issue for issue in brief_of(shelf).issues if issue.kind == "fault"]
    assert (fault.about, fault.severity) == (pages[0].source, "skipped")
    assert list(check(shelf)) == []
    settle(shelf)
    assert encode(brief_of(shelf)) == encode(brief_pages(pages, workers=1))


def test_a_full_disk_loses_nothing(shelf: Archive) -> None:
    """Where no room is left, the add fails as a whole, and goes on when there is room again."""
    first, *rest = invented()
    add(shelf, [first])
    (used,) = shelf.connection.execute("PRAGMA page_count").fetchone()
    shelf.connection.execute(f"PRAGMA max_page_count = {used + 3}")
    with pytest.raises(ArchiveError, match="the disk is full"):
        add(shelf, rest)
    assert shelf.count("articles") == 1
    shelf.connection.execute("PRAGMA max_page_count = 1000000")
    add(shelf, rest)
    assert shelf.count("articles") == 1 + len(rest)


def test_two_writers_double_nothing(tmp_path: Path) -> None:
    """Two processes that add the same pages at once leave each once."""
    path = tmp_path / "desk.db"
    open_archive(path).close()
    runs = [
        subprocess.Popen([sys.executable, "-c", KILLED, path, str(n)], stdout=subprocess.PIPE)
        for n in (5, 6)
    ]
    for run in runs:
        run.communicate(timeout=120)
        assert run.returncode == 0
    with open_archive(path) as archive:
        assert archive.count("articles") == archive.count("pages") == len(invented())
        settle(archive)
        assert encode(brief_of(archive)) == encode(brief_pages(invented(), workers=1))


def test_a_reader_is_not_kept_waiting(tmp_path: Path, shelf: Archive) -> None:
    """While pages are worked in, another process reads the brief of what was there."""
    add(shelf, invented(1))
    before = encode(brief_of(shelf))
    with shelf.transaction():
        shelf.connection.execute("DELETE FROM threads")
        with open_archive(tmp_path / "desk.db", create=False) as other:
            assert encode(brief_of(other)) == before
        shelf.connection.execute("ROLLBACK")
        shelf.connection.execute("BEGIN")


def test_pages_that_come_while_settling_are_not_lost(
    shelf: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that another process adds while the pile is laid out is in the settled pile."""
    first, *rest = invented(2)
    add(shelf, rest)
    made = settling._Making

    class Slow(made):  # type: ignore[misc, valid-type]
        def __init__(self, *things):  # type: ignore[no-untyped-def]
            super().__init__(*things)
            with open_archive(tmp_path / "desk.db") as other:
                add(other, [first])

    monkeypatch.setattr(settling, "_Making", Slow)
    settle(shelf)
    assert encode(brief_of(shelf)) == encode(brief_pages([first, *rest], workers=1))


def test_a_rebuild_of_the_same_release_changes_nothing(shelf: Archive) -> None:
    """All bytes are read again, every index is made anew, and all is as it was."""
    pages = [*invented(2), *harbour_pages()]
    for page in pages:
        add(shelf, [page])
    settle(shelf)
    before, threads = encode(brief_of(shelf)), list(Desk(shelf).threads.threads())
    done = rebuild(shelf)
    assert done.articles == len(pages)
    assert encode(brief_of(shelf)) == before
    assert list(Desk(shelf).threads.threads()) == threads
    assert list(check(shelf)) == []
    assert add(shelf, pages).articles == 0


def test_a_rebuild_takes_in_what_waits(shelf: Archive) -> None:
    """An archive whose pages were never worked in is as good as any after a rebuild."""
    with shelf.transaction():
        shelf.keep_pages(invented(2))
    rebuild(shelf)
    assert shelf.count("waiting") == 0
    assert encode(brief_of(shelf)) == encode(brief_pages(invented(2), workers=1))


def test_a_sound_archive_has_no_findings(shelf: Archive) -> None:
    """Nothing is found where nothing is wrong, whether settled or not."""
    add(shelf, [*invented(), Page.make("empty.txt", b"\n", "text/plain")])
    assert list(check(shelf)) == []
    settle(shelf)
    assert list(check(shelf)) == []


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("DELETE FROM members WHERE number = 1", "articles of no story"),
        ("DELETE FROM articles WHERE number = 1", "readings of no article"),
        ("DELETE FROM memo WHERE step = 'tell'", "stories of which nothing is told"),
        ("INSERT INTO links VALUES (1, 999, 0.5)", "links to what is not there"),
        ("UPDATE memo SET packed = x'00' WHERE step = 'read.read'", "cannot be loaded"),
        ("UPDATE days SET articles = 77", "days that count wrong"),
    ],
)
def test_what_is_wrong_is_found_and_mended(shelf: Archive, harm: str, told: str) -> None:
    """Each kind of harm to what can be made again is named, and gone after a rebuild."""
    add(shelf, invented(2))
    settle(shelf)
    before = encode(brief_of(shelf))
    shelf.connection.execute(harm)
    assert any(told in finding.what for finding in check(shelf))
    rebuild(shelf)
    assert list(check(shelf)) == []
    assert encode(brief_of(shelf)) == before


def test_rotten_bytes_are_found(shelf: Archive) -> None:
    """A page whose bytes changed is named, and a backup asked for."""
    add(shelf, invented(1))
    shelf.connection.execute("UPDATE bodies SET packed = x'789c4bcac9cc4e05000623020a'")
    found = list(check(shelf))
    assert found
    assert all("bytes" in one.what and one.advice == "restore a backup" for one in found)


def test_a_backup_while_another_writes_is_whole(shelf: Archive, tmp_path: Path) -> None:
    """A copy made while pages come in is a sound archive of what was there when it began."""
    add(shelf, invented(1))
    before = encode(brief_of(shelf))
    target = tmp_path / "copy.db"
    with open_archive(tmp_path / "desk.db") as other:

        def meanwhile(_done: int, _total: int) -> None:
            if other.count("pages") < len(invented(2)):
                add(other, invented(2))

        assert back_up(shelf, target, meanwhile) == target.stat().st_size
    with open_archive(target, create=False) as copy:
        assert encode(brief_of(copy)) == before
        assert list(check(copy)) == []
    assert sorted(path.name for path in tmp_path.iterdir() if "part" in path.name) == []
    (tmp_path / "notes.txt").write_text("notes")
    with pytest.raises(ArchiveError, match="no archive"):
        back_up(shelf, tmp_path / "notes.txt")
