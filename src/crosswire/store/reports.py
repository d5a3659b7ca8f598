"""Reports that people write: drafts, each with the claims chosen for it as they were told then.

A draft carries all that its footnotes need, so it reads the same when stories have changed since, and
when a claim is gone. It lies in the archive, so that a copy of the archive holds it too.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

import msgspec

from crosswire.errors import BadInput
from crosswire.records.base import Record, encode
from crosswire.records.brief import OriginTold
from crosswire.records.claim import Support
from crosswire.store.archive import Archive
from crosswire.store.trouble import told

_KEY = "report "
_ID_BYTES = 6


class Quoted(Record, frozen=True, kw_only=True):
    """A sentence behind a chosen claim; `chain` is who says it through whom, the outlet first.

    `notes` are what a reader must know of it, in words: "denied", "copied text".
    """

    statement: str
    article: str
    text: str
    chain: tuple[str, ...]
    notes: tuple[str, ...] = ()


class Cited(Record, frozen=True, kw_only=True):
    """An article that is cited, and the SHA-256 of its page's bytes, null where none is kept."""

    id: str
    outlet: str
    headline: str | None
    published: str | None
    address: str | None
    source: str
    fetched: str | None = None
    sha256: str | None = None


class Chosen(Record, frozen=True, kw_only=True):
    """A claim as it was told when it was chosen; `differ` are lines on which reports differ."""

    claim: str
    thread: int
    story: str
    text: str
    support: Support
    origins: tuple[OriginTold, ...]
    said: tuple[Quoted, ...]
    differ: tuple[str, ...] = ()


class Item(Record, frozen=True, kw_only=True):
    """A piece of a report: a chosen claim, or (where it is null) the writer's own words."""

    id: str
    words: str = ""
    claim: Chosen | None = None


class Draft(Record, frozen=True, kw_only=True):
    """A report as it is being written. `made` and `changed` are UTC; `gone` hides it from the list.

    `version` counts what was saved, so that one window cannot overwrite what another wrote.
    `owner` is whose it is: the name of a token, "" on this machine without tokens; `by` is what the
    report says. `removed` is the piece taken out last and `removed_from` its place, so that it can be put back.
    """

    id: str
    title: str
    by: str = ""
    owner: str = ""
    items: tuple[Item, ...] = ()
    articles: tuple[Cited, ...] = ()
    version: int = 0
    made: str
    changed: str
    gone: bool = False
    removed: Item | None = None
    removed_from: int = 0


class Overtaken(BadInput):
    """The draft was changed elsewhere meanwhile; `draft` is what it is now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            f"“{draft.title}” was changed in another window meanwhile. It is shown as it is now; "
            "make your change again."
        )
        self.draft = draft


class Drafts:
    """The drafts of an archive. Raises ArchiveError where it cannot be read or written."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def all(self) -> list[Draft]:
        """All drafts, the one changed last first, those that are gone too."""
        with told(str(self.archive.path)):
            rows = self.archive.connection.execute(
                "SELECT value FROM state WHERE name >= ? AND name < ?", (_KEY, "report!")
            ).fetchall()
        found = [self.archive.decoded(value, Draft) for (value,) in rows]
        return sorted(found, key=lambda draft: (draft.changed, draft.id), reverse=True)

    def get(self, name: str) -> Draft | None:
        """The draft of this id."""
        with told(str(self.archive.path)):
            row = self.archive.connection.execute(
                "SELECT value FROM state WHERE name = ?", (_KEY + name,)
            ).fetchone()
        return self.archive.decoded(row[0], Draft) if row else None

    def begin(self, title: str, owner: str, now: str) -> Draft:
        """A new draft without anything in it, kept at once."""
        draft = Draft(id=new_id(), title=title, owner=owner, by=owner, made=now, changed=now)
        return self.keep(draft, now)

    def keep(self, draft: Draft, now: str) -> Draft:
        """Keeps the draft in place of the version it was made from; gives it back with its new one.

        Raises Overtaken where another version was kept meanwhile.
        """
        with self.archive.transaction():
            held = self.get(draft.id)
            if held is not None and held.version != draft.version:
                raise Overtaken(held)
            kept = msgspec.structs.replace(draft, version=draft.version + 1, changed=now)
            self.archive.connection.execute(
                "INSERT OR REPLACE INTO state VALUES (?, ?)",
                (_KEY + draft.id, encode(kept).decode()),
            )
        return kept


def new_id() -> str:
    """A name for what a person makes: it says nothing, and nobody has it yet."""
    return secrets.token_hex(_ID_BYTES)


def page_marks(archive: Archive, articles: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """For articles, the SHA-256 of their page's bytes as they are kept, and when it was fetched.

    Articles whose page is not kept are left out.
    """
    marks: dict[str, tuple[str, str | None]] = {}
    with told(str(archive.path)):
        for name in dict.fromkeys(articles):
            row = archive.connection.execute(
                "SELECT bodies.packed, rest FROM articles JOIN pages ON pages.id = articles.page "
                "JOIN bodies ON bodies.hash = pages.hash WHERE articles.id = ?",
                (name,),
            ).fetchone()
            if row is None:
                continue
            told_of = archive.decoded(row[1], dict[str, object])
            fetched = told_of.get("fetched")
            body = archive.unpacked(row[0])
            marks[name] = (
                hashlib.sha256(body).hexdigest(),
                fetched if isinstance(fetched, str) else None,
            )
    return marks
