"""Accusations and their denial as a whole: "the charges are false" denies what was said before it.

Such a denial shares no word with what it denies. It answers the nearest statement before it, in the
same article, that another speaker makes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from crosswire.match.denials import two_speakers
from crosswire.records.claim import Statement

# Sentences back to what a denial answers.
BACK = 2
_MATTER = (
    r"(?:charges?|allegations?|accusations?|claims?|accounts?|reports?|statements?|assertions?)"
)
_FALSE = (
    r"(?:false|untrue|baseless|fabricated|unfounded|groundless|invented|made up|without foundation"
    r"|nonsense|lies|a lie|not true)"
)
_BLANKET = re.compile(
    rf"\b(?:the|these|those|all|such|this|that|his|her|their)\s(?:\w+\s)?{_MATTER}\s(?:was|were|is|are|had been)\s"
    rf"(?:\w+\s)?{_FALSE}\b|\b(?:denied|denies|rejected|rejects|dismissed|dismisses)\s(?:all\s|any\s)?"
    rf"(?:of\s)?(?:the|these|those|such|his|her|their)?\s?{_MATTER}\b",
    re.IGNORECASE,
)


def find_answered(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Denials as a whole, each with the statement before it that it denies."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.label == "body":
            by_article[statement.article].append(statement)
    for told in by_article.values():
        for no in told:
            if no.sources and _BLANKET.search(no.span.quote):
                yes = _answered(no, told)
                if yes is not None:
                    yield no, yes


def _answered(no: Statement, told: Sequence[Statement]) -> Statement | None:
    fitting = [
        yes
        for yes in told
        if 0 < no.sentence - yes.sentence <= BACK
        and yes.sources
        and two_speakers(no, yes)
        and yes.mode in ("reported", "alleged", "possible")
        and not yes.negated
    ]
    # The last sentence before it, and there the statement that says most.
    return max(fitting, key=lambda s: (s.sentence, len(s.words)), default=None)
