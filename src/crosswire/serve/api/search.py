"""Search in an archive: articles by their words, shown by the sentence that holds them best."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswire.records.brief import StatementTold
from crosswire.serve.view import StoryView
from crosswire.serve.view_words import line
from crosswire.store.archive import Archive

TERMS = 32  # of one question; more words than a headline has
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
EXCERPT = 240


@dataclass(frozen=True)
class Finding:
    """An article that holds the words; `statement` is null where only its headline or text does."""

    story: StoryView
    article: str
    statement: str | None
    excerpt: str


def terms(words: str) -> list[str]:
    """Words and "quoted phrases", those that hold a letter or digit."""
    found = ("".join(pair) for pair in _TERM.findall(words.replace("\0", " ")))
    return [term for term in found if re.search(r"\w", term)][:TERMS]


def numbers_of(archive: Archive, words: str, limit: int) -> list[int]:
    """The numbers of articles that hold all these words, the best first; without words, none."""
    asked = " ".join('"' + term.replace('"', "") + '"' for term in terms(words))
    if not asked:
        return []
    rows = archive.connection.execute(
        "SELECT rowid FROM article_words WHERE article_words MATCH ? "
        "ORDER BY bm25(article_words, 4.0, 1.0), rowid LIMIT ?",
        (asked, limit),
    )
    return [number for (number,) in rows]


def findings(view: StoryView | None, article: str, words: str) -> Iterator[Finding]:
    """The article with its best sentence; nothing where no story tells of it yet."""
    told = view.articles.get(article) if view else None
    if view is None or told is None:
        return
    forms = _forms(words)
    best = max(
        (said for said in view.statements.values() if said.article == article),
        key=lambda said: _held(said, forms),
        default=None,
    )
    if best is not None and _held(best, forms):
        yield Finding(view, article, best.id, marked(best.text, forms))
    else:
        yield Finding(view, article, None, marked(told.headline or told.text[:EXCERPT], forms))


def _forms(words: str) -> list[re.Pattern[str]]:
    """Each term with any ending: the index compares without endings too."""
    return [
        re.compile(rf"\b{re.escape(term[: max(3, len(term) - 3)])}\w*", re.IGNORECASE)
        for term in terms(words)
    ]


def _held(said: StatementTold, forms: Sequence[re.Pattern[str]]) -> int:
    return sum(form.search(said.text) is not None for form in forms)


def marked(text: str, forms: Sequence[re.Pattern[str]]) -> str:
    """The text on one line, with `[` and `]` round the words that were looked for."""
    shown = line(text, EXCERPT)
    spans = sorted(found.span() for form in forms for found in form.finditer(shown))
    parts, end = [], 0
    for start, stop in spans:
        if start >= end:
            parts += [shown[end:start], "[", shown[start:stop], "]"]
            end = stop
    return "".join([*parts, shown[end:]])
