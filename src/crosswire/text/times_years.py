"""Rules for years, decades, centuries and seasons."""

from __future__ import annotations

from crosswire.text import numerals
from crosswire.text.times_dates import MOD, REL, YEAR_WORDS, is_kind, mod, number_words, relation
from crosswire.text.times_lex import Token
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_sense import Sense

_AFTER_YEAR = frozenset(
    ["in", "since", "until", "till", "by", "from", "to", "of", "during", "for", "through", "after"]
)


def _year(hit: Hit) -> Sense | None:
    """A year in digits: not a count ("2000 pieces"), not a price, not a street number."""
    token = hit.get("YEAR")
    assert token is not None
    behind, ahead = hit.before(), hit.after()
    trusted = len(hit.tokens) > 1 or bool(behind and behind.text in _AFTER_YEAR)
    if ahead and ahead.kind in ("UNIT", "UNITS", "AMPM", "NUMWORD"):
        return None
    plural = bool(ahead and ahead.kind == "WORD" and counted(ahead))
    if (
        plural
        and not (behind and behind.text in ("in", "since", "the", "-"))
        and len(hit.tokens) == 1
    ):
        return None
    if _in_a_row(hit, token.value):
        return None
    if behind and behind.kind in ("DAYNUM", "NUM", "SIGN", "CLOCK") and not trusted:
        return None
    if not trusted and not 1900 <= token.value <= 2100:
        return None
    return Sense("year", year=token.value, mod=mod(hit))


def counted(token: Token) -> bool:
    """Could this word be what 2,000 of are counted: a plural in small letters?"""
    return (
        len(token.text) > 3
        and token.text.endswith("s")
        and not token.text.endswith("ss")
        and str(token.value).islower()
    )


def _in_a_row(hit: Hit, year: int) -> bool:
    """Digits and hyphens on either side make a telephone number or a code, unless a span of years."""
    first, second = hit.before(2), hit.after(1)
    dashed = is_kind(hit.before(), "DASH")
    if dashed and first is not None and first.kind in _DIGITS:
        return True
    if dashed and is_kind(first, "YEAR") and is_kind(hit.before(3), "DASH"):
        return True
    if not is_kind(hit.after(), "DASH") or second is None:
        return False
    if second.kind == "YEAR":
        return is_kind(hit.after(2), "DASH")
    until = second.value if isinstance(second.value, int) else 999
    return second.kind in _DIGITS and not (len(second.text) == 2 and 0 < until - year % 100 <= 15)


_DIGITS = frozenset(["NUM", "DAYNUM", "MILITARY"])


def _word_year(hit: Hit) -> Sense | None:
    words = number_words(hit.every("NUMWORD", "AND"))
    if words[0] not in ("eighteen", "nineteen", "twenty") and not hit.get("UNIT"):
        return None
    year = numerals.year(words)
    return Sense("year", year=year, mod=mod(hit)) if year and year > 1700 else None


def _decade(hit: Hit) -> Sense | None:
    value = hit.value("DECADES", "DECADE")
    if hit.get("DECADE") and not hit.get("THE", "EARLY"):
        return None
    year = value if value >= 1000 else 1900 + value
    whole = year // 100 if year % 100 == 0 and value >= 1000 and year != 2000 else year // 10
    return Sense("value", value=f"{whole}", mod=mod(hit))


def _century(hit: Hit) -> Sense | None:
    number = hit.value("ORD")
    tens = hit.value("NUMWORD")
    number += tens if tens == 20 and number < 10 else 0
    return (
        Sense("value", value=f"{number - 1:02d}", mod=mod(hit))
        if hit.value("UNIT") == "C" and 1 < number < 22
        else None
    )


def _season_of_words(hit: Hit) -> Sense | None:
    """ "the winter of nineteen ninety-four"."""
    year = numerals.year(number_words(hit.every("NUMWORD", "AND")))
    season = _season(hit)
    return season.but(year=year) if season and year and year > 1700 else None


def _season(hit: Hit) -> Sense | None:
    """ "the summer of 2022", "last fall"; "their autumn meetings" tells no time."""
    if hit.get("THE") and not any(token.text == "the" for token in hit.every("THE")):
        return None
    return Sense(
        "season", name=hit.value("SEASON"), year=hit.value("YEAR"), rel=relation(hit), mod=mod(hit)
    )


RULES: tuple[Rule, ...] = (
    Rule(f"{MOD}? (THE? FISCAL (UNIT)? | THE UNIT | FISCAL)? YEAR", "X_TIME", _year, glue=True),
    Rule(f"(THE UNIT)? {YEAR_WORDS}", "X_TIME", _word_year),
    Rule(f"{MOD}? THE? {MOD}? (DECADES | DECADE)", "X_TIME", _decade),
    Rule(f"{MOD}? THE? NUMWORD? DASH? ORD DASH? UNIT", "X_TIME", _century),
    Rule(f"{MOD}? THE? {REL} SEASON", "X_TIME", _season),
    Rule(f"{MOD}? THE? SEASON OF? YEAR", "X_TIME", _season),
    Rule(f"{MOD}? THE? SEASON OF? {YEAR_WORDS}", "X_TIME", _season_of_words),
    Rule(
        f"{MOD}? THE? SEASON", "X_TIME", lambda hit: _season(hit) if len(hit.tokens) > 1 else None
    ),
)
