"""crosswire reads many reports of one event and says who says what, and how many origins stand behind it.

>>> import crosswire
>>> pile = crosswire.brief(["examples/harbour"])           # doctest: +SKIP
>>> reading = crosswire.read("The mayor resigned on Monday.", published="2024-03-12")
>>> reading.times[0].value
'2024-03-11'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# The front door opens only when somebody knocks: `crosswire --help` must not wait for parsers.
_DOORS = {
    "brief": "crosswire.front",
    "open_archive": "crosswire.front",
    "read": "crosswire.front",
    "Brief": "crosswire.records.brief",
    "Claim": "crosswire.records.claim",
    "Disagreement": "crosswire.records.claim",
    "Expectation": "crosswire.records.claim",
    "Statement": "crosswire.records.claim",
    "Article": "crosswire.records.page",
    "Page": "crosswire.records.page",
    "Reading": "crosswire.records.reading",
    "Story": "crosswire.records.story",
}

if TYPE_CHECKING:
    from crosswire.front import brief, open_archive, read
    from crosswire.records.brief import Brief
    from crosswire.records.claim import Claim, Disagreement, Expectation, Statement
    from crosswire.records.page import Article, Page
    from crosswire.records.reading import Reading
    from crosswire.records.story import Story

__all__ = [
    "Article",
    "Brief",
    "Claim",
    "Disagreement",
    "Expectation",
    "Page",
    "Reading",
    "Statement",
    "Story",
    "__version__",
    "brief",
    "open_archive",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"crosswire has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_DOORS[name]), name)
