"""What a server holds of its archive: stories as they are told last, found by name and listed.

Readers always get what was told last. A judgement or a new page is kept at once; one thread works it
in meanwhile.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock, Thread

import msgspec

from crosswire.records.base import Judgement, Record
from crosswire.records.page import Page
from crosswire.serve.api.apart import Apart, tried
from crosswire.serve.view import StoryView
from crosswire.store.archive import Archive, open_archive
from crosswire.store.fronts import Fronts
from crosswire.store.threads import TELL, NewsItem
from crosswire.store.threads import Thread as Row
from crosswire.store.trouble import told
from crosswire.upkeep import brief_of_story, catch_up, settle
from crosswire.upkeep.briefing import find
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.fronting import lay_fronts
from crosswire.upkeep.searching import Found, Query, search

# Stories held in memory, ready to be drawn: those of a desk's front page and what is open beside it.
VIEWS = 200

# Seconds that work in a process apart may still take when the server ends.
GRACE = 5.0

# Seconds after which it is seen that another process has written to the archive.
LOOK = 5.0

# The most that is listed at once for who asks for everything.
EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Counts:
    """What lies in the archive; `waiting` are pages that no story holds yet."""

    pages: int
    waiting: int
    articles: int
    stories: int
    news: int


class Holdings:
    """The archive as a server sees it. Close it at the end; safe to use from many threads.

    `apart` has pages and judgements worked in by another process, so that readers need not wait.
    """

    def __init__(self, archive: Path, *, apart: bool = False) -> None:
        learn_shapes()
        self.path = archive
        self._apart = Apart(archive) if apart else None
        self._lock, self._turn = Lock(), Condition()
        self._views: OrderedDict[tuple[str, bytes, int], StoryView] = OrderedDict()
        self._asked: set[str] = set()  # what is to be done: "add", "settle"
        self._busy, self._closed, self._laid = False, False, False
        self._seen: tuple[int, ...] = ()
        self.trouble = self.front_trouble = ""
        if self.counts().waiting:  # also says what is wrong with the file before anybody asks
            self._ask("add")
        self._thread = Thread(target=self._keep_up, name="crosswire-upkeep", daemon=True)
        self._thread.start()

    @contextmanager
    def open(self) -> Iterator[Archive]:
        """The archive, for one thread and one task. Raises ArchiveError."""
        with open_archive(self.path) as shelf, told(str(self.path)):
            yield shelf

    def close(self) -> None:
        """Ends the thread, after what it is working in; a process apart that takes longer is ended.

        What it had not finished the next start goes on with.
        """
        with self._turn:
            self._closed = True
            self._turn.notify_all()
        if self._apart is not None:
            self._thread.join(GRACE)
            self._apart.end()
        self._thread.join()
        if self._apart is not None:
            self._apart.close()

    def counts(self) -> Counts:
        """How much there is of everything."""
        with self.open() as shelf:
            return Counts(
                pages=shelf.count("pages"),
                waiting=shelf.count("waiting"),
                articles=shelf.count("articles"),
                stories=shelf.count("threads"),
                news=shelf.count("news"),
            )

    def waiting(self) -> int:
        """How many pages no story holds yet."""
        with self.open() as shelf:
            return shelf.count("waiting")

    def is_behind(self) -> bool:
        """Is something being worked in, or waiting for it?"""
        with self._turn:
            return self._busy or bool(self._asked)

    def listed(
        self, after: int | None = None, limit: int = EVERYTHING
    ) -> list[tuple[Row, StoryView]]:
        """Stories, those with most articles first, from behind a thread's number on.

        Raises LookupError where there is no such thread.
        """
        with self.open() as shelf:
            desk = Desk(shelf)
            where, values = _behind(desk, after)
            rest = f"WHERE story <> '' {where} ORDER BY articles DESC, start, number LIMIT ?"
            rows = list(desk.threads.threads(rest, *values, limit))
            seen = ((row, self._view(desk, row)) for row in rows)
            return [(row, view) for row, view in seen if view is not None]

    def story(self, name: str) -> StoryView | None:
        """The story of a thread's number, its own id, or that of one of its articles."""
        with self.open() as shelf:
            desk = Desk(shelf)
            views = (self._view(desk, row) for row in find(desk, name))
            return next((view for view in views if view is not None), None)

    def number_of(self, view: StoryView) -> int:
        """The number of a story's thread; 0 where it is gone meanwhile."""
        with self.open() as shelf:
            rows = Desk(shelf).threads.threads("WHERE story = ?", view.story.id)
            return next((row.number for row in rows), 0)

    def _view(self, desk: Desk, row: Row) -> StoryView | None:
        if not row.story:
            return None
        said = hash(tuple(desk.said))
        key = (row.story, desk.threads.memo.stamp(TELL, row.story), said)
        with self._lock:
            if key in self._views:
                self._views.move_to_end(key)
                return self._views[key]
        stories = brief_of_story(desk.archive, row.story).stories
        if not stories:
            return None
        view = StoryView.of(stories[0])
        with self._lock:
            self._views[key] = view
            while len(self._views) > VIEWS:
                self._views.popitem(last=False)
        return view

    def news(self, since: str, after: int, limit: int) -> list[tuple[int, NewsItem]]:
        """What was learned at or after a time (UTC), behind a number, the oldest first."""
        with self.open() as shelf:
            found = Desk(shelf).threads.news(since, after)
            return [item for item, _ in zip(found, range(limit), strict=False)]

    def search(self, query: Query) -> list[Found]:
        """Claims, statements and articles that answer the query, best first."""
        with self.open() as shelf:
            return list(search(shelf, query))

    def near(self, words: Sequence[str], limit: int) -> list[StoryView]:
        """The stories of articles that hold any of these words, those with the rarest first."""
        with self.open() as shelf:
            desk = Desk(shelf)
            numbers = desk.articles.holding(words, limit)
            homes = dict.fromkeys(home for n in numbers for home in desk.threads.all_homes(n))
            rows = [row for home in homes if (row := desk.threads.thread(home)) is not None]
            views = (self._view(desk, row) for row in rows)
            return [view for view in views if view is not None]

    def judgements(self) -> list[Judgement]:
        """What people have judged."""
        with self.open() as shelf:
            return shelf.judgements()

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's judgement; which articles are a story follows soon, all else at once."""
        with self.open() as shelf:
            shelf.judge(judgement)
        if judgement.question == "same story":
            self._ask("settle")

    def take_back(self, name: str) -> bool:
        """Drops a person's judgement by its id, as if it had never been; false where there is none."""
        with self.open() as shelf:
            judged = {one.id: one for one in shelf.judgements()}.get(name)
            gone = shelf.take_back(name)
        if gone and (judged is None or judged.question == "same story"):
            self._ask("settle")
        return gone

    def add(self, page: Page) -> bool:
        """Keeps a page, to be worked in soon; false where it was there already."""
        with self.open() as shelf, shelf.transaction():
            new = shelf.keep_pages([page])
        if new:
            self._ask("add")
        return bool(new)

    def wait(self, seconds: float) -> bool:
        """Waits until everything is worked in; false where that takes longer."""
        with self._turn:
            return self._turn.wait_for(
                lambda: self._laid and not (self._busy or self._asked), seconds
            )

    @contextmanager
    def fronts(self) -> Iterator[Fronts | None]:
        """The rows of the front page, for one task; None until they are laid out."""
        with self.open() as shelf:
            fronts = Fronts(shelf)
            yield fronts if fronts.ready() else None

    def _ask(self, work: str) -> None:
        with self._turn:
            self._asked.add(work)
            self._turn.notify_all()

    def _keep_up(self) -> None:
        self._lay_fronts()
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._asked or self._closed, LOOK)
                if self._closed:
                    return
                asked, self._asked = self._asked, set()
                self._busy = bool(asked)
            trouble = self.trouble
            if asked:
                trouble = self._done("settle" if "settle" in asked else "add")
            self._lay_fronts()
            with self._turn:
                self.trouble, self._busy = trouble, False
                self._turn.notify_all()

    def _lay_fronts(self) -> None:
        """Brings the front page up to date where the archive has changed, by whomever."""
        seen = _mark_of(self.path)
        if seen != self._seen:
            self.front_trouble = self._done("fronts")
            self._seen = seen
        with self._turn:
            self._laid = True
            self._turn.notify_all()

    def _done(self, work: str) -> str:
        """Does the work, here or apart; what went wrong, or nothing. A server that ends begins none."""
        if self._closed:
            return ""
        if self._apart is not None:
            return self._apart.do(work)
        works: dict[str, Callable[[Archive], object]] = {
            "settle": settle,
            "add": catch_up,
            "fronts": lambda shelf: lay_fronts(shelf, lambda: self._closed),
        }
        return tried(self.path, works[work])


def learn_shapes() -> None:
    """Lets msgspec learn all records now, by one thread.

    It learns a record when it first decodes one. Two threads that do so at once read what is half
    learned, and the process dies (msgspec 0.22: four runs of five with forty threads).
    """
    waiting: list[type[Record]] = [Record]
    while waiting:
        kind = waiting.pop()
        msgspec.json.Decoder(kind)
        waiting += kind.__subclasses__()


def _mark_of(path: Path) -> tuple[int, ...]:
    """Changes whenever something is written to the archive."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)


def _behind(desk: Desk, after: int | None) -> tuple[str, tuple[object, ...]]:
    """What comes after a thread in the order of the list, as SQL."""
    if after is None:
        return "", ()
    row = desk.threads.thread(after)
    if row is None:
        raise LookupError(after)
    where = "AND (articles < ? OR (articles = ? AND (start > ? OR (start = ? AND number > ?))))"
    return where, (row.articles, row.articles, row.start, row.start, row.number)
