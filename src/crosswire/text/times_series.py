"""Rules for days that share a month: "April 24 and 25", "the 3rd, 4th and 5th of May 2023"."""

from __future__ import annotations

from crosswire import facts
from crosswire.text.times_dates import day_exists, is_kind
from crosswire.text.times_lex import Token
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Sense
from crosswire.text.times_years import counted

_LONGEST = 12  # tokens; five days in a row with their commas have no more
_LINKS = frozenset(["COMMA", "AND", "OR", "TO", "THE", "DAYNUM", "ORD"])
# Behind a day these make it a count, a clock time or a date of its own.
_NO_DAY = frozenset(["UNIT", "UNITS", "NUMWORD", "SIGN", "AMPM", "MONTH", "SLASHED", "OCLOCK"])


def _behind_month(hit: Hit) -> Sense | None:
    """The 25 in "April 24 and 25": the month stands before the first day."""
    back = 2
    while back < _LONGEST and _links(hit.before(back)):
        back += 1
    month = hit.before(back)
    first = hit.before(back - 1)
    if not _is_day(first) or (not hit.get("YEAR") and _counts(hit)):
        return None
    if is_kind(hit.before(), "COMMA") and not hit.get("YEAR") and not _goes_on(hit):
        return None  # "On April 24, 25 of them left"
    if is_kind(hit.before(), "TO") and not is_kind(hit.before(back + 1), "FROM"):
        return None  # "The toll rose on April 24 to 25"
    return _day(hit, month, hit.value("YEAR") or _year_behind(hit))


def _before_month(hit: Hit) -> Sense | None:
    """The 24 in "24 and 25 April": the month stands behind the last day."""
    ahead = 0
    while ahead < _LONGEST and _links(hit.after(ahead)):
        ahead += 1
    if not _is_day(hit.after(ahead - 1)):
        return None
    ahead += is_kind(hit.after(ahead), "OF")
    year = hit.after(ahead + 1)
    return _day(hit, hit.after(ahead), year.value if year and year.kind == "YEAR" else None)


def _before_year(hit: Hit) -> Sense | None:
    """The "April 24" in "April 24 and 25, 2023": the year stands behind the last day."""
    year = _year_behind(hit)
    return _day(hit, hit.get("MONTH"), year) if year else None


def _year_behind(hit: Hit) -> int | None:
    """The year at the end of the series, told for all its days."""
    ahead = 0
    while ahead < _LONGEST and _links(hit.after(ahead)):
        ahead += 1
    token = hit.after(ahead)
    return token.value if token is not None and token.kind == "YEAR" else None


def _links(token: Token | None) -> bool:
    return token is not None and token.kind in _LINKS


def _is_day(token: Token | None) -> bool:
    return token is not None and token.kind in ("DAYNUM", "ORD")


def _goes_on(hit: Hit) -> bool:
    """Does another day follow: ", 25 and 26", ", 25, 26"?"""
    ahead = 0
    while ahead < 3 and _links(hit.after(ahead)) and not _is_day(hit.after(ahead)):
        ahead += 1
    return ahead > 0 and _is_day(hit.after(ahead))


def _day(hit: Hit, month: Token | None, year: int | None) -> Sense | None:
    token = hit.get("DAYNUM", "ORD")
    if token is None or month is None or month.kind != "MONTH":
        return None
    if not 1 <= token.value <= 31 or not day_exists(year, month.value, token.value):
        return None
    return Sense("day", year=year, month=month.value, day=token.value)


def _counts(hit: Hit) -> bool:
    """ "on April 24 and 25 armed men came": the second number is no day."""
    if hit.get("ORD"):
        return False
    plurals = facts.words("calendar", "plurals", "irregular")
    for token in (hit.after(), hit.after(1)):
        if token is None or token.kind in ("DOT", "COMMA", "BREAK", "IN", "AT"):
            return False
        if token.kind in _NO_DAY or (token.kind == "WORD" and counted(token)):
            return True
        if token.text in plurals:
            return True
    return False


_ONE = r"(?: DAYNUM | ORD )"
RULES: tuple[Rule, ...] = (
    Rule(f"(?<=AND|COMMA|THE|TO) {_ONE} (COMMA? YEAR)?", "X_DAY", _behind_month),
    Rule(f"{_ONE} (?= (COMMA | COMMA? AND | OR) THE? {_ONE})", "X_DAY", _before_month),
    Rule(
        f"MONTH THE? {_ONE} (?= (COMMA | COMMA? AND | OR | TO) THE? {_ONE})", "X_DAY", _before_year
    ),
)
