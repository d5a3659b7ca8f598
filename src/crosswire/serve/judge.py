"""What `crosswire judge` does: a person says of two articles whether they report one event.

The judgement is kept in the archive with the name of who made it. It outranks the machine's and
survives every later run; the saved brief is made anew the next time it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from crosswire.errors import BadInput
from crosswire.records.base import Judgement
from crosswire.records.page import Article
from crosswire.serve.output import write_standard_output
from crosswire.store.archive import Archive, open_archive
from crosswire.store.articles import Row
from crosswire.upkeep.judging import judge, named

Verdict = Literal["together", "apart"]


def run_judge(verdict: Verdict, left: str, right: str, archive: Path, by: str) -> int:
    """Keeps the judgement and says so; gives back the exit status.

    `left` and `right` name articles by id or by the end of where their page lay ("page.html").
    Raises BadInput when one is unknown or means several, ArchiveError.
    """
    if by == "machine" or not by.strip():
        raise BadInput("--by: give the name of a person; the machine has its own judgements.")
    with open_archive(archive, create=False) as shelf:
        one, other = (_article(shelf, name) for name in (left, right))
        if one.id == other.id:
            raise BadInput(f"{left} and {right} are one article. Name two.")
        judge(
            shelf,
            Judgement.make(
                "same story", one.id, other.id, yes=verdict == "together", score=1.0, by=by
            ),
        )
    told = "belong together" if verdict == "together" else "stay apart"
    line = f"{one.source} and {other.source} {told}, says {by}. Brief {archive} again to see it.\n"
    write_standard_output(line.encode("utf-8", "replace"))
    return 0


def _article(shelf: Archive, name: str) -> Article | Row:
    """The one article that a name means, of those worked in or else of the last brief."""
    found: list[Article | Row] = [*named(shelf, name)]
    found = found or [
        article
        for article in shelf.records(Article)
        if name in (article.id, article.source) or article.source.endswith(f"/{name}")
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(
            f"{name}: no such article in the archive. Name its file, or its id from the JSON."
        )
    places = ", ".join(article.source for article in found[:3])
    raise BadInput(
        f"{name} means {len(found)} articles ({places}). Give more of the path, or the id."
    )
