"""Threads: stories with a number that stays while articles come, what is told of them, and their news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from crosswire.records.base import Issue, Judgement, Record
from crosswire.records.brief import NewsTold, StoryTold
from crosswire.records.story import Story
from crosswire.store.archive import Archive
from crosswire.store.memo import Memo, packed

TELL = "tell"


class Telling(Record, frozen=True, kw_only=True):
    """A story as it is told, with the judgements that it names and what is doubtful in the telling."""

    story: Story
    told: StoryTold
    judgements: tuple[Judgement, ...]
    issues: tuple[Issue, ...] = ()


class NewsItem(Record, frozen=True, kw_only=True):
    """One piece of news with what a reader needs around it; `at` is when it was learned (UTC).

    `origins` are those of its claim; `names` all forms of the story's names, `articles` how many
    articles the story had then.
    """

    at: str
    thread: int
    story: str
    headline: str
    news: NewsTold
    outlet: str | None
    address: str | None
    published: str | None
    origins: int
    names: tuple[str, ...]
    places: tuple[str, ...]
    articles: int


class Thread(NamedTuple):
    """A row: its number, the id of the story now, how many articles, its first day, whether it is stale."""

    number: int
    story: str
    articles: int
    start: str
    stale: bool


class Threads:
    """The tables `threads`, `members`, `names`, `dues` and `news`."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.memo = archive, Memo(archive)

    def open(self) -> int:
        """A new thread's number: never one that was given before."""
        run = self.archive.connection.execute
        held = run("SELECT value FROM state WHERE name = 'last thread'").fetchone()
        (last,) = run("SELECT coalesce(max(number), 0) FROM threads").fetchone()
        number = max(int(held[0]) if held else 0, int(last)) + 1
        run("INSERT OR REPLACE INTO state VALUES ('last thread', ?)", (str(number),))
        run("INSERT INTO threads VALUES (?, '', 0, '', 1)", (number,))
        return number

    def close(self, number: int) -> None:
        """A thread that has no articles any more."""
        thread = self.thread(number)
        if thread is not None and thread.story:
            self.memo.drop(TELL, [thread.story])
        run = self.archive.connection.execute
        run("DELETE FROM threads WHERE number = ?", (number,))
        for table in ("members", "names", "dues"):
            run(f"DELETE FROM {table} WHERE thread = ?", (number,))  # noqa: S608

    def thread(self, number: int) -> Thread | None:
        """The row of a thread."""
        return next(self.threads("WHERE number = ?", number), None)

    def threads(self, rest: str = "ORDER BY number", *values: object) -> Iterator[Thread]:
        """The rows that SQL like "WHERE stale = 1" asks for."""
        asked = f"SELECT number, story, articles, start, stale FROM threads {rest}"  # noqa: S608
        for number, story, articles, start, stale in self.archive.connection.execute(asked, values):
            yield Thread(number, story, articles, start, bool(stale))

    def home(self, article: int) -> int | None:
        """The thread that an article belongs to for good."""
        row = self.archive.connection.execute(
            "SELECT thread FROM members WHERE number = ? AND also = 0", (article,)
        ).fetchone()
        return row and int(row[0])

    def all_homes(self, article: int) -> list[int]:
        """All threads that tell of an article: its own, and for a round-up those it reports."""
        found = self.archive.connection.execute(
            "SELECT thread FROM members WHERE number = ? ORDER BY also, thread", (article,)
        )
        return [number for (number,) in found]

    def members(self, number: int) -> list[int]:
        """The articles of a thread for good."""
        return self._members(number, 0)

    def also(self, number: int) -> list[int]:
        """The round-ups that report it too."""
        return self._members(number, 1)

    def _members(self, number: int, also: int) -> list[int]:
        found = self.archive.connection.execute(
            "SELECT number FROM members WHERE thread = ? AND also = ? ORDER BY number",
            (number, also),
        )
        return [member for (member,) in found]

    def put(self, number: int, members: Sequence[int], also: Iterable[int] = ()) -> None:
        """Sets who belongs to a thread; what is told of it is stale from now on."""
        run = self.archive.connection
        run.execute("DELETE FROM members WHERE thread = ?", (number,))
        rows = [(member, number, 0) for member in members]
        rows += [(member, number, 1) for member in also if member not in set(members)]
        run.executemany("INSERT INTO members VALUES (?, ?, ?)", rows)
        run.execute(
            "UPDATE threads SET articles = ?, stale = 1 WHERE number = ?", (len(rows), number)
        )

    def spoil(self, number: int) -> None:
        """Says that what is told of a thread is not up to date."""
        self.archive.connection.execute("UPDATE threads SET stale = 1 WHERE number = ?", (number,))

    def telling(self, story: str, stamp: bytes | None = None) -> Telling | None:
        """What is told of a story."""
        return self.memo.get(TELL, story, Telling, stamp)

    def tell(self, number: int, telling: Telling, stamp: bytes) -> None:
        """Keeps what is told of a thread in place of what was told before."""
        before = self.thread(number)
        if before is not None and before.story not in ("", telling.story.id):
            self.memo.drop(TELL, [before.story])
        self.memo.put(TELL, telling.story.id, stamp, telling)
        self.settle(number, telling)
        run = self.archive.connection
        run.execute("DELETE FROM names WHERE thread = ?", (number,))
        run.executemany(
            "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
            [(form.lower(), e.name, number) for e in telling.told.entities for form in e.variants],
        )

    def settle(self, number: int, telling: Telling) -> None:
        """Notes that what is told of a thread is this, and up to date."""
        story = telling.story
        self.archive.connection.execute(
            "UPDATE threads SET story = ?, start = ?, articles = ?, stale = 0 WHERE number = ?",
            (story.id, story.start or "", len(story.articles), number),
        )

    def expect(self, number: int, dues: Iterable[tuple[str, str]]) -> None:
        """Keeps what a thread's statements expect, each with the last day (ISO) that it may come about."""
        run = self.archive.connection
        run.execute("DELETE FROM dues WHERE thread = ?", (number,))
        rows = [(number, statement, day) for statement, day in dues]
        run.executemany("INSERT OR REPLACE INTO dues VALUES (?, ?, ?)", rows)

    def due_before(self, day: str) -> dict[int, set[str]]:
        """The statements by thread whose last day lies before this one."""
        rows = self.archive.connection.execute(
            "SELECT thread, statement FROM dues WHERE day < ? ORDER BY thread, statement", (day,)
        )
        found: dict[int, set[str]] = {}
        for thread, statement in rows:
            found.setdefault(thread, set()).add(statement)
        return found

    def passed(self, day: str) -> None:
        """Forgets what was due before this day."""
        self.archive.connection.execute("DELETE FROM dues WHERE day < ?", (day,))

    def add_news(self, items: Iterable[NewsItem]) -> int:
        """Keeps what is new, each thing once; how many were kept."""
        rows = [(item.news.id, item.at, item.thread, packed(item)) for item in items]
        before = self.archive.connection.total_changes
        self.archive.connection.executemany(
            "INSERT OR IGNORE INTO news (id, at, thread, packed) VALUES (?, ?, ?, ?)", rows
        )
        return self.archive.connection.total_changes - before

    def news(self, since: str = "", after: int = 0) -> Iterator[tuple[int, NewsItem]]:
        """What was learned at or after a time and after a number, the oldest first, with its number."""
        rows = self.archive.connection.execute(
            "SELECT number, packed FROM news WHERE at >= ? AND number > ? ORDER BY number",
            (since, after),
        )
        for number, held in rows:
            yield number, self.archive.decoded(self.archive.unpacked(held), NewsItem)

    def named(self, form: str) -> list[tuple[str, int]]:
        """The bearers that go by a form of a name (lower case), and their threads."""
        return self.archive.connection.execute(
            "SELECT name, thread FROM names WHERE form = ?", (form,)
        ).fetchall()

    def forms(self, thread: int, name: str) -> list[str]:
        """All forms of a bearer's name in a thread."""
        found = self.archive.connection.execute(
            "SELECT form FROM names WHERE thread = ? AND name = ?", (thread, name)
        )
        return [form for (form,) in found]
