"""Rules for quarters, halves and what firms compare them with: "the year-ago period"."""

from __future__ import annotations

from crosswire.text.times_dates import MOD, REL, relation
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Sense


def _year_end(hit: Hit) -> Sense | None:
    """ "year-end", "by year end", "the month's end"."""
    if hit.value("UNIT") not in ("Y", "M") or hit.value("BEGIN") != "END":
        return None
    return Sense("unit", unit=hit.value("UNIT"), rel=0, mod="END")


def _quarter(hit: Hit) -> Sense | None:
    """ "the third quarter of 1990", "this year's first quarter", "Q3 2023"."""
    number = hit.value("ORDINAL_QUARTER") or hit.value("ORD")
    half = (
        hit.get("ORDINAL_QUARTER") is not None
        and (hit.get("ORDINAL_QUARTER") or hit.tokens[0]).text[0] == "h"
    ) or hit.get("HALF")
    if number is None:
        number = 1 if hit.get("FIRST") else 2
    units = [token.value for token in hit.every("UNIT")]
    if not half and not hit.get("ORDINAL_QUARTER") and "Q" not in units:
        return None
    if not 1 <= number <= (2 if half else 4):
        return None
    year, rel = hit.value("YEAR"), relation(hit)
    if hit.get("AGO") or any(token.text == "earlier" for token in hit.every("EARLY")):
        rel = -1
    elif rel is not None and "Y" not in units and not hit.get("YEAR"):
        rel = None if rel == 0 else rel
    if rel is None and hit.get("FISCAL"):
        rel = 0
    return Sense("half" if half else "quarter", year=year, number=number, rel=rel)


def rel_quarter(hit: Hit) -> Sense | None:
    """ "last quarter", "the latest quarter", "the current quarter"."""
    if hit.value("UNIT") not in ("Q", None):
        return None
    token = hit.get("LAST", "THIS", "NEXT", "THAT")
    assert token is not None
    if token.text in (
        "latest",
        "that",
        "same",
        "prior",
        "previous",
        "past",
        "preceding",
        "following",
    ) or hit.get("PERIOD"):
        shift = (
            -1
            if token.text in ("prior", "previous", "preceding")
            else 1
            if token.text == "following"
            else 0
        )
        return Sense("period", count=shift, rel=0 if token.text == "latest" else None)
    return Sense("quarter", rel=token.value)


def _period_of(hit: Hit) -> Sense | None:
    """ "the 1988 quarter": the quarter spoken of, in that year."""
    if hit.get("UNIT") and hit.value("UNIT") != "Q":
        return None
    return Sense("period", name="period", year=hit.value("YEAR"))


def _year_earlier(hit: Hit) -> Sense | None:
    """ "a year earlier", "the year-ago period": a year before the quarter spoken of, if any."""
    units = [token.value for token in hit.every("UNIT")]
    if "Y" not in units:
        return None
    named = bool(hit.get("PERIOD")) or "Q" in units
    return Sense(
        "year earlier",
        number=hit.value("ORD"),
        back=bool(hit.get("EARLY")),
        name="quarter" if named else "",
    )


def _same_quarter(hit: Hit) -> Sense | None:
    """ "the same period last year", "last year's quarter", "the quarter a year ago"."""
    *units, year = [token.value for token in hit.every("UNIT", "PERIOD")]
    if hit.get("POSS"):
        units, year = [year], units[0]
    if year != "Y" or any(unit not in ("Q", "period") for unit in units):
        return None
    if hit.get("NEXT", "THIS"):
        return None
    return Sense("year earlier", name="quarter")


def _same_quarter_of(hit: Hit) -> Sense | None:
    """ "the corresponding period of 2019"."""
    return _period_of(hit) if hit.value("UNIT") in ("Q", None) else None


YEAR_AGO = r"(?: A? UNIT DASH? (?:AGO|EARLY))"
RULES: tuple[Rule, ...] = (
    Rule(
        "(A|THE) FISCAL? (ORD|FIRST) DASH UNIT",
        "X_TIME",
        _quarter,
        outside=frozenset(["A", "THE"]),
    ),
    Rule(
        f"(THE|A|THIS|{MOD})? FISCAL? DASH? (ORD|FIRST) DASH? (FISCAL? UNIT|HALF)",
        "X_TIME",
        _quarter,
    ),
    Rule(
        f"THE? FISCAL? (ORD|FIRST|LAST) DASH? (UNIT|HALF) OF? THE? FISCAL? (YEAR|{REL} FISCAL? UNIT|THE UNIT)",
        "X_TIME",
        _quarter,
    ),
    Rule(
        f"(THE? YEAR POSS? | THE? {REL} UNIT POSS) FISCAL? (ORD|FIRST|LAST) DASH? (UNIT|HALF)",
        "X_TIME",
        _quarter,
    ),
    Rule("THE? ORDINAL_QUARTER (OF? YEAR)?", "X_TIME", _quarter),
    Rule("THE? COMPARABLE? UNIT DASH? (AGO|EARLY) ORD DASH? UNIT", "X_TIME", _quarter),
    Rule("(THE|A)? COMPARABLE? (LAST|THIS|NEXT|THAT) FISCAL? (UNIT|PERIOD)", "X_TIME", rel_quarter),
    Rule(
        "(THE|A)? (COMPARABLE|THAT) FISCAL? (PERIOD|UNIT) (OF|IN)? THE? LAST FISCAL? UNIT",
        "X_TIME",
        _same_quarter,
    ),
    Rule("THE? LAST FISCAL? UNIT POSS COMPARABLE? (PERIOD|UNIT)", "X_TIME", _same_quarter),
    Rule("THE? COMPARABLE? (PERIOD|UNIT) A UNIT (AGO|EARLY)", "X_TIME", _same_quarter),
    Rule(
        "(THE|A)? (COMPARABLE|THAT) (PERIOD|UNIT) (OF|IN) FISCAL? YEAR", "X_TIME", _same_quarter_of
    ),
    Rule("THE? UNIT (DASH|POSS)? BEGIN", "X_TIME", _year_end),
    Rule("THE YEAR (UNIT|PERIOD)", "X_TIME", _period_of),
    Rule("THE PERIOD", "X_TIME", lambda _: Sense("period", name="period")),
    Rule(f"(THE|A)? COMPARABLE? {YEAR_AGO} (PERIOD|UNIT)?", "X_TIME", _year_earlier),
)
