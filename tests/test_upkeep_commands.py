"""settle, rebuild, backup and check as a shell sees them, and archives of older formats."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import msgspec
import pytest
from tests.cli_runner import Runner, one_line
from tests.upkeep_pages import invented

from crosswire.pipeline import brief_pages
from crosswire.records.base import encode
from crosswire.records.page import Page
from crosswire.store import schema
from crosswire.store.archive import open_archive
from crosswire.upkeep import add, brief_of, catch_up, check, settle


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    return Runner(monkeypatch, tmp_path)


def desk(folder: Path, pages: list[Page]) -> Path:
    path = folder / "desk.db"
    with open_archive(path) as archive:
        add(archive, pages)
    return path


def test_settle_says_what_changed(run: Runner) -> None:
    """One line with what is there; the second time nothing had to change."""
    desk(run.folder, invented(2))
    done = run("settle", "--archive", "desk.db")
    assert done.status == 0
    one_line(done, "settled: 6 pages, 6 articles, 2 stories")
    one_line(run("settle", "--archive", "desk.db"), "nothing had to change")


def test_rebuild_reads_all_bytes_again(run: Runner) -> None:
    """All articles are made anew, and the archive is sound."""
    desk(run.folder, invented(2))
    one_line(run("rebuild", "--archive", "desk.db", "--workers", "1"), "rebuilt:", "6 articles")
    done = run("check", "--archive", "desk.db")
    assert done.status == 0
    one_line(done, "desk.db is sound")


def test_check_says_what_is_wrong_and_fails(run: Runner) -> None:
    """Each finding is a line with what to do; the exit status is 1."""
    path = desk(run.folder, invented(1))
    with open_archive(path) as archive:
        archive.connection.execute("DELETE FROM members")
    done = run("check", "--archive", "desk.db")
    assert done.status == 1
    assert "articles of no story. To mend it, run: crosswire rebuild." in done.out
    one_line(done, "is not sound")


def test_backup_copies_and_refuses_other_files(run: Runner) -> None:
    """The copy is an archive like the first; a file that is none is not written over."""
    desk(run.folder, invented(1))
    assert run("backup", "copy.db", "--archive", "desk.db").status == 0
    assert run("backup", "copy.db", "--archive", "desk.db").status == 0
    run.write("notes.txt", "notes")
    refused = run("backup", "notes.txt", "--archive", "desk.db")
    assert refused.status == 3
    one_line(refused, "no archive")
    one_line(run("backup", "desk.db", "--archive", "desk.db"), "the archive itself")
    one_line(run("backup", "no/where.db", "--archive", "desk.db"), "there is no folder")
    with open_archive(run.folder / "copy.db", create=False) as copy:
        assert list(check(copy)) == []


@pytest.mark.parametrize("command", ["settle", "rebuild", "check"])
def test_a_missing_archive_is_told(run: Runner, command: str) -> None:
    """Nothing is made where nothing was."""
    done = run(command, "--archive", "nowhere.db")
    assert done.status == 3
    one_line(done, "There is no archive nowhere.db")
    assert list(run.folder.iterdir()) == []


def first_format(path: Path, pages: list[Page]) -> None:
    """An archive as release 0.1 wrote it: pages, bodies and a brief, in the first format."""
    with sqlite3.connect(path, isolation_level=None) as old:
        for statement in schema._statements(schema.STEPS[0]):
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        old.execute("PRAGMA user_version = 1")
        old.execute("PRAGMA journal_mode = WAL")
        for number, page in enumerate(pages):
            old.execute("INSERT INTO bodies VALUES (?, ?)", (f"{number}", zlib.compress(page.body)))
            rest = {k: v for k, v in msgspec.structs.asdict(page).items() if k != "body"}
            row = (page.id, f"{number}", encode(rest).decode())
            old.execute("INSERT INTO pages (id, hash, rest) VALUES (?, ?, ?)", row)
        brief = brief_pages(pages, workers=1)
        row = ("b1", brief.release, len(pages), zlib.compress(encode(brief)))
        old.execute("INSERT INTO briefs (id, release, pages, packed) VALUES (?, ?, ?, ?)", row)
        judged = '{"id":"j1","question":"same story","left":"a1","right":"a2","yes":false,"score":1.0,"by":"Ines"}'
        row = ("Judgement", "j1", "person", judged)
        old.execute("INSERT INTO records (type, id, owner, body) VALUES (?, ?, ?, ?)", row)
    old.close()


def test_an_archive_of_the_first_format_is_brought_up_to_date(tmp_path: Path) -> None:
    """Pages, brief and a person's word of an old archive stay; its pages wait and can be worked in."""
    pages = invented(2)
    first_format(tmp_path / "old.db", pages)
    with open_archive(tmp_path / "old.db", create=False) as archive:
        assert list(archive.pages()) == pages
        assert encode(archive.load_brief()) == encode(brief_pages(pages, workers=1))
        assert [one.by for one in archive.judgements()] == ["Ines"]
        assert archive.count("waiting") == len(pages)
        assert catch_up(archive).articles == len(pages)
        settle(archive)
        assert encode(brief_of(archive)) == encode(brief_pages(pages, workers=1))


def test_a_migration_that_fails_leaves_the_old_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a step breaks, the file is as it was, and a later release can try again."""
    path = tmp_path / "old.db"
    first_format(path, invented(1))
    broken = (schema.STEPS[0], "CREATE TABLE memo (a);\nCREATE TABLE pages (b);\n")
    with monkeypatch.context() as patch:
        patch.setattr(schema, "STEPS", broken)
        with pytest.raises(Exception, match="already exists"):
            open_archive(path)
    old = sqlite3.connect(path)
    assert old.execute("PRAGMA user_version").fetchone() == (1,)
    assert old.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'memo'").fetchone() == (0,)
    old.close()
    with open_archive(path) as archive:
        assert archive.count("pages") == len(invented(1))


def test_a_brief_of_an_archive_that_keeps_up_is_read_from_it(run: Runner) -> None:
    """No page is read again: what was told last is shown."""
    path = desk(run.folder, invented(2))
    with open_archive(path) as archive:
        before = encode(brief_of(archive))
    done = run("brief", "--archive", "desk.db", "--format", "json")
    assert msgspec.json.decode(done.out) == msgspec.json.decode(before)
    with open_archive(path) as archive:
        assert archive.connection.execute("SELECT count(*) FROM records").fetchone() == (0,)


def test_a_persons_word_changes_the_stories_at_once(run: Runner) -> None:
    """Two reports of one event are parted, and laid together again, by a person."""
    pages = invented(1, 2)
    desk(run.folder, pages)
    names = [page.source.rsplit("/", 1)[1] for page in pages]

    def stories() -> int:
        with open_archive(run.folder / "desk.db") as archive:
            assert list(check(archive)) == []
            return len(brief_of(archive).stories)

    assert stories() == 1
    assert run("judge", "apart", *names, "--archive", "desk.db", "--by", "Ines").status == 0
    assert stories() == 2
    assert run("judge", "together", *names, "--archive", "desk.db", "--by", "Ines").status == 0
    assert stories() == 1


def test_one_story_is_briefed_by_its_number(run: Runner) -> None:
    """The number that search and news show; an unknown one is told."""
    path = desk(run.folder, invented(2))
    with open_archive(path) as archive:
        wanted = brief_of(archive).stories
    done = run("story", "1", "--archive", "desk.db", "--format", "json")
    assert done.brief["stories"][0]["id"] in {story.id for story in wanted}
    assert run("story", wanted[1].articles[0].id, "--archive", "desk.db").status == 0
    assert run("story", "1", "--archive", "desk.db", "-o", "one.html").status == 0
    missing = run("story", "99", "--archive", "desk.db")
    assert missing.status == 2
    one_line(missing, "no such story")
