"""Full text over articles, statements and claims, with names in all their spellings.

    1. the words asked for are cut into terms; a term that some story knows as a name also means the
       other forms that this name has in that story
    2. articles that hold all terms are found by their index of words, the best first
    3. their stories are looked into: claims and statements that hold the terms, as far as the
       filters let them through

Words are compared without endings, case and accents. Nothing is written.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from crosswire.records.base import Record
from crosswire.records.brief import ArticleTold, ClaimTold, StatementTold, StoryTold
from crosswire.records.claim import Mode
from crosswire.store.archive import Archive
from crosswire.store.articles import Row
from crosswire.store.threads import Threads
from crosswire.store.trouble import told
from crosswire.upkeep.desk import Desk
from crosswire.upkeep.judged import with_word

LONGEST_NAME = 4
"""Words of the longest form looked up as a name."""

FORMS = 12
"""Other forms that a name is also looked for by; some officials have dozens of descriptions."""

ASKED = 2_000
"""Articles looked at, however common the words: the best of them by far are among these."""

LOOKED_INTO, LOOKED_DEEPER = 100, 600
"""Stories looked into for claims and statements, and where only those are asked for: some 10 ms each."""

_TERMS = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SCHEMA = "CREATE VIRTUAL TABLE said USING fts5 (text, sources, tokenize = 'porter unicode61 remove_diacritics 2')"


@dataclass(frozen=True)
class Query:
    """What is looked for. `words` may hold "phrases"; days are ISO, both included.

    `outlet`, `source` and `place` match where they stand within the name, whatever the case;
    `origins` is the least number of independent origins of a claim.
    """

    words: str = ""
    outlet: str | None = None
    source: str | None = None
    place: str | None = None
    first: str | None = None
    last: str | None = None
    mode: Mode | None = None
    origins: int = 0
    limit: int = 20

    @property
    def looks_into_statements(self) -> bool:
        """Can only statements and claims answer it?"""
        return bool(self.source or self.mode or self.origins)


class Found(Record, frozen=True, kw_only=True):
    """A claim, statement or article that holds what was looked for; `marked` has it in [brackets].

    `thread` names the story, `id` the record. Of a claim, outlet and date are those of the article
    that words it.
    """

    kind: Literal["claim", "statement", "article"]
    id: str
    article: str
    thread: int
    story: str
    text: str
    marked: str
    outlet: str | None
    headline: str | None
    address: str | None
    published: str | None
    sources: tuple[str, ...] = ()
    mode: Mode | None = None
    origins: int = 0


@dataclass(frozen=True)
class Term:
    """One thing that must be held: its own words, and for each thread the other forms of that name."""

    words: str
    forms: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def within(self, thread: int) -> str:
        """The term as it is looked for in one story."""
        return _either([self.words, *self.forms.get(thread, ())])

    @property
    def anywhere(self) -> str:
        """The term in any form that any story has."""
        forms = {form for some in self.forms.values() for form in some}
        return _either([self.words, *sorted(forms)])


def search(archive: Archive, query: Query) -> Iterator[Found]:
    """What holds the words and passes the filters, the best first. Raises ArchiveError."""
    with told(str(archive.path)):
        desk = Desk(archive)
        seeker = _Seeker(desk, query, terms_of(desk.threads, query.words))
        yield from seeker.found()


def terms_of(threads: Threads, words: str) -> list[Term]:
    """The terms of a query: phrases, names of several words, and single words."""
    terms: list[Term] = []
    for phrase, word in _TERMS.findall(words):
        pieces = _WORD.findall(phrase or word)
        if pieces and phrase:
            terms.append(_named(threads, " ".join(pieces)))
        elif pieces:
            terms += [Term(words=piece) for piece in pieces]
    return _joined(threads, terms)


def _joined(threads: Threads, terms: Sequence[Term]) -> list[Term]:
    """Neighbouring words that are a name together become one term."""
    found: list[Term] = []
    at = 0
    while at < len(terms):
        for size in range(min(LONGEST_NAME, len(terms) - at), 0, -1):
            some = terms[at : at + size]
            named = _named(threads, " ".join(term.words for term in some))
            if size == 1 or named.forms:
                found.append(named if named.forms else some[0])
                at += size
                break
    return found


def _named(threads: Threads, words: str) -> Term:
    """A term with the forms that stories have for a name that goes by it."""
    forms: dict[int, tuple[str, ...]] = {}
    for name, thread in threads.named(words.lower()):
        others = [form for form in threads.forms(thread, name) if form != words.lower()]
        others.sort(key=lambda form: (-len(form.split()), form))
        forms[thread] = tuple(dict.fromkeys([*forms.get(thread, ()), *others]))[:FORMS]
    return Term(words=words, forms=forms)


def _either(forms: Sequence[str]) -> str:
    pieces = [" ".join(_WORD.findall(form)) for form in forms]
    quoted = ['"' + piece.replace('"', "") + '"' for piece in dict.fromkeys(pieces) if piece]
    return "(" + " OR ".join(quoted) + ")"


class _Seeker:
    """One search: which articles hold the terms, and what their stories say of it."""

    def __init__(self, desk: Desk, query: Query, terms: Sequence[Term]) -> None:
        self.desk, self.query, self.terms = desk, query, terms
        self.seen: set[str] = set()
        self.memory = sqlite3.connect(":memory:", isolation_level=None)
        self.memory.execute(_SCHEMA)

    def found(self) -> Iterator[Found]:
        """Claims and statements of the stories, then the articles that hold the words elsewhere."""
        left, told_of, shown = self.query.limit, set[int](), set[str]()
        rows = list(self._articles())
        most = LOOKED_DEEPER if self.query.looks_into_statements else LOOKED_INTO
        for row in rows:
            if left <= 0 or len(told_of) >= most:
                break
            for thread in self.desk.threads.all_homes(row.number):
                if thread not in told_of and left > 0:
                    told_of.add(thread)
                    for one in self._in_story(thread):
                        if left > 0 and one.id not in self.seen:
                            self.seen.add(one.id)
                            shown.add(one.article)
                            left -= 1
                            yield one
        for row in rows if not self.query.looks_into_statements else ():
            if left <= 0:
                return
            held = self._as_article(row) if row.id not in shown else None
            if held is not None:
                left -= 1
                yield held
        self.memory.close()

    def _articles(self) -> Iterator[Row]:
        """The articles that hold all terms, the best first; without words the latest first."""
        columns = "SELECT a.number FROM "
        if self.terms:
            asked = " AND ".join(term.anywhere for term in self.terms)
            rows = self.desk.archive.connection.execute(
                f"{columns} article_words JOIN articles a ON a.number = article_words.rowid "
                "WHERE article_words MATCH ? ORDER BY bm25(article_words, 4.0, 1.0), a.number LIMIT ?",
                (asked, ASKED),
            )
        else:
            rows = self.desk.archive.connection.execute(
                f"{columns} articles a ORDER BY day DESC, number DESC LIMIT ?", (ASKED,)
            )
        for (number,) in rows.fetchall():
            row = self.desk.articles.row(number)
            if self._passes(row):
                yield row

    def _passes(self, row: Row) -> bool:
        return self._in_days(row) and _holds(row.outlet, self.query.outlet)

    def _in_days(self, row: Row) -> bool:
        first, last = self.query.first, self.query.last
        if not (first or last):
            return True
        article = self.desk.articles.article(row.number)
        told_at = article.published or article.anchor
        day = told_at.value[:10] if told_at and row.day else ""
        return bool(day) and (first or day) <= day <= (last or day)

    def _in_story(self, number: int) -> Iterator[Found]:
        """The claims, then the single statements of a story that hold the terms."""
        thread = self.desk.threads.thread(number)
        telling = self.desk.threads.telling(thread.story) if thread and thread.story else None
        if telling is None or not self._is_at(telling.told):
            return
        story = with_word(telling, self.desk.said).told
        articles = {one.id: one for one in story.articles}
        passing = {name for name, one in articles.items() if self._article_passes(one)}
        held = self._holding(story, number)
        place = {one.id: at for at, one in enumerate(story.statements)}
        for claim in story.claims:
            if held.keys().isdisjoint(claim.statements):
                continue
            told_at = sorted(place[name] for name in claim.statements if name in place)
            said = [story.statements[at] for at in told_at]
            hits = [s for s in said if s.id in held and s.article in passing and self._says(s)]
            if not hits or len(claim.origins) < self.query.origins:
                continue
            best = next((one for one in hits if one.id == claim.wording), hits[0])
            yield self._as_claim(number, story, claim, best, articles[best.article], held[best.id])
            for one in hits:
                if one.id != best.id and one.descent != "copied":
                    yield self._as_statement(number, story, claim, one, articles[one.article], held)

    def _is_at(self, story: StoryTold) -> bool:
        if not self.query.place:
            return True
        places = [*story.places]
        places += [form for one in story.entities if one.type == "place" for form in one.variants]
        return any(_holds(place, self.query.place) for place in places)

    def _article_passes(self, article: ArticleTold) -> bool:
        day = (article.published or article.anchor or "")[:10]
        first, last = self.query.first, self.query.last
        if (first or last) and not (day and (first or day) <= day <= (last or day)):
            return False
        return _holds(article.outlet or "", self.query.outlet)

    def _says(self, statement: StatementTold) -> bool:
        if self.query.mode and statement.mode != self.query.mode:
            return False
        names = [source.name for source in statement.sources]
        return not self.query.source or any(_holds(name, self.query.source) for name in names)

    def _holding(self, story: StoryTold, thread: int) -> dict[str, str]:
        """The statements that hold all terms, in their words or in the names of their sources, by id;
        with the words in brackets.
        """
        if not self.terms:
            return {one.id: one.text for one in story.statements}
        run = self.memory.execute
        run("DELETE FROM said")
        rows = [
            (place, one.text, ", ".join(source.name for source in one.sources))
            for place, one in enumerate(story.statements, 1)
        ]
        self.memory.executemany("INSERT INTO said (rowid, text, sources) VALUES (?, ?, ?)", rows)
        asked = " AND ".join(term.within(thread) for term in self.terms)
        hits = run(
            "SELECT rowid, highlight(said, 0, '[', ']') FROM said WHERE said MATCH ?", (asked,)
        )
        return {story.statements[place - 1].id: marked for place, marked in hits}

    def _as_claim(
        self,
        thread: int,
        story: StoryTold,
        claim: ClaimTold,
        best: StatementTold,
        article: ArticleTold,
        marked: str,
    ) -> Found:
        self.seen.add(best.id)
        return Found(
            kind="claim",
            id=claim.id,
            thread=thread,
            story=story.headline,
            text=best.text,
            marked=marked,
            sources=tuple(source.name for source in best.sources),
            mode=best.mode,
            origins=len(claim.origins),
            **_where(article),
        )

    def _as_statement(
        self,
        thread: int,
        story: StoryTold,
        claim: ClaimTold,
        said: StatementTold,
        article: ArticleTold,
        held: Mapping[str, str],
    ) -> Found:
        return Found(
            kind="statement",
            id=said.id,
            thread=thread,
            story=story.headline,
            text=said.text,
            marked=held[said.id],
            sources=tuple(source.name for source in said.sources),
            mode=said.mode,
            origins=len(claim.origins),
            **_where(article),
        )

    def _as_article(self, row: Row) -> Found | None:
        """An article that holds the terms, though no single statement of it does."""
        home = self.desk.threads.home(row.number)
        thread = self.desk.threads.thread(home) if home else None
        telling = self.desk.threads.telling(thread.story) if thread and thread.story else None
        article = self.desk.articles.article(row.number)
        if telling is not None and not self._is_at(telling.told):
            return None
        if self.query.place and telling is None:
            return None
        return Found(
            kind="article",
            id=row.id,
            article=row.id,
            thread=home or 0,
            story=telling.told.headline if telling else "",
            text=article.headline or "",
            marked=self._excerpt(article.text, home or 0) if self.terms else article.body[:160],
            outlet=article.outlet,
            headline=article.headline,
            address=article.address,
            published=article.published.value if article.published else None,
        )

    def _excerpt(self, text: str, thread: int) -> str:
        """The stretch of an article that holds most of the words."""
        self.memory.execute("DELETE FROM said")
        self.memory.execute("INSERT INTO said (rowid, text) VALUES (1, ?)", (text,))
        asked = " OR ".join(term.within(thread) for term in self.terms)
        row = self.memory.execute(
            "SELECT snippet(said, 0, '[', ']', '…', 24) FROM said WHERE said MATCH ?", (asked,)
        ).fetchone()
        return str(row[0]) if row else text[:160]


def _where(article: ArticleTold) -> dict[str, Any]:
    return {
        "article": article.id,
        "outlet": article.outlet,
        "headline": article.headline,
        "address": article.address,
        "published": article.published,
    }


def _holds(name: str, asked: str | None) -> bool:
    return asked is None or asked.casefold() in name.casefold()
