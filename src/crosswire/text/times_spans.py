"""Rules for stretches: durations, "two weeks ago", quarters, "last year", and vague times."""

from __future__ import annotations

from crosswire.text import numerals
from crosswire.text.times_dates import MOD, PLACED, REL, is_kind, mod, number_words, relation
from crosswire.text.times_match import Hit, Rule
from crosswire.text.times_quarters import rel_quarter
from crosswire.text.times_sense import Sense
from crosswire.text.times_value import duration

NUMBER = r"(?: A? NUMWORD (?:DASH? NUMWORD | AND NUMWORD){0,6} | DAYNUM SLASHED? | NUM | DOTTED)"
COUNT = rf"(?: {NUMBER} | A? FEW | A? COUPLE OF? | A )"
QUALITY = r"(?: APPROX | NO? MORE THAN | NO? LESS THAN | AT LEAST | UP TO )"
_UNIT = r"(?: UNIT | UNITS )"
_LATER = frozenset(["later", "after", "hence", "on"])
_SUPERLATIVE_REACH = 8  # tokens back to "the first", "the smallest"
_FRACTIONS = {(1, 2): 0.5, (1, 4): 0.25, (3, 4): 0.75}


def count(hit: Hit) -> tuple[float | None, bool]:
    """How many, and whether a number was told at all: (None, True) for "a few"."""
    if hit.get("FEW"):
        return None, True
    if hit.get("COUPLE"):
        return 2.0, True
    digits = hit.get("DAYNUM", "NUM", "YEAR", "DOTTED")
    if digits:
        return _in_digits(hit, digits.value)
    words = number_words(hit.every("A", "NUMWORD", "AND"))
    if hit.get("HALF"):
        words = words[: words.index("and")] if "and" in words else words
    if any(word not in ("a", "an") for word in words):
        return numerals.cardinal([word for word in words if word not in ("a", "an")] or words), True
    return (1.0, True) if words else (None, False)


def _in_digits(hit: Hit, value: object) -> tuple[float | None, bool]:
    if isinstance(value, tuple):
        return float(f"{value[0]}.{value[1]:02d}"), True
    if value is None:
        try:
            return float((hit.get("NUM") or hit.tokens[0]).text.replace(",", "")), True
        except ValueError:
            return None, True
    number = float(str(value))
    slashed = hit.value("SLASHED")
    return number + _FRACTIONS.get(slashed, 0.0) if slashed else number, True


def _half_more(hit: Hit) -> float:
    return 0.5 if hit.get("HALF") else 0.0


def _span(hit: Hit) -> Sense | None:
    """ "three days", "a minute and a half", "the next few months"."""
    number, told = count(hit)
    unit = hit.value("UNIT", "UNITS")
    if not told or (hit.get("UNITS") and number == 1 and not hit.get("NUMWORD", "DAYNUM")):
        return None
    if number is None and not hit.get("FEW"):
        return None
    if number is not None:
        number += _half_more(hit)
    if unit == "Q" and hit.get("UNITS") and hit.get("DASH"):
        return None  # "three-quarters" is a share
    if unit == "D" and hit.tokens[0].text == "one" and _may_come(hit):
        return Sense("value", value="FUTURE_REF")
    if unit == "Q" and number == 1 and is_kind(hit.after(), "OF"):
        return None  # and so is "a quarter of the market"
    about = bool(hit.get("APPROX")) and hit.value("APPROX") == 0
    told_of = (
        "months" if unit == "M" and hit.get("THE") else "in" if _counts_ahead(hit, unit) else ""
    )
    return Sense("span", unit=unit, count=number, about=about, rel=relation(hit), name=told_of)


def _counts_ahead(hit: Hit, unit: str) -> bool:
    """Could this count from now ("will open in ten days")? Not in "the first visit in ten years"."""
    if not is_kind(hit.before(), "IN") or is_kind(hit.after(), "OR"):
        return False
    if hit.get("THE", "LAST", "NEXT", "FEW") or unit not in ("D", "W", "M", "Y"):
        return False
    near = [hit.before(back) for back in range(2, _SUPERLATIVE_REACH)]
    return not any(
        token is not None and (token.kind in ("FIRST", "ORD", "LAST", "LEAST") or _most(token.text))
        for token in near
    )


def _most(word: str) -> bool:
    return word in ("only", "time") or (len(word) > 5 and word.endswith("est"))


def _may_come(hit: Hit) -> bool:
    """ "will one day be the largest", "could one day walk"."""
    behind = hit.before()
    return behind is not None and behind.text in ("will", "would", "could", "may", "might", "can")


def _age(hit: Hit) -> Sense | None:
    """ "16-year-old" is an age and no time of the event; swallowed so that nothing reads it."""
    return Sense("span", name="age", unit=hit.value("UNIT", "UNITS"))


def _shift(hit: Hit) -> Sense | None:
    """ "two weeks ago" counts from the day of publication, "a year earlier" from a day before."""
    sense, word = _span(hit), hit.tokens[-1].text
    if sense is None or (sense.count is None and word != "ago"):
        return sense
    ago = word == "ago"
    back = not ago and word != "hence"
    about = sense.about or bool(hit.get("SO", "APPROX"))
    if sense.unit == "Y" and sense.count == 1 and word not in _LATER:
        return Sense("year earlier", back=back)
    return sense.but(sort="shift", rel=1 if word in _LATER else -1, back=back, about=about)


def _range(hit: Hit) -> Sense | None:
    """ "two to three weeks", "12 to 18 months": a length that nobody knows exactly."""
    lone = len(hit.every("DAYNUM", "NUMWORD")) == 2
    first = hit.tokens[[token.kind in ("DAYNUM", "NUMWORD") for token in hit.tokens].index(True)]
    whole = float(first.value) if hit.get("TO", "OR", "DASH") and lone else None
    return Sense("span", unit=hit.value("UNIT", "UNITS"), count=whole, about=True)


def _plural(hit: Hit) -> Sense | None:
    """ "for weeks", "in recent years", "the coming months"."""
    unit = hit.value("UNITS")
    if unit in ("TS", "TM") or (unit == "Q" and len(hit.tokens) == 1):
        return None
    if hit.get("RECENT", "LAST") and unit in ("Y", "E"):
        return Sense("value", value="PAST_REF")
    if hit.get("NEXT") and unit in ("M", "Q"):
        return Sense("value", value="FUTURE_REF")
    if hit.get("THESE"):
        return Sense("value", value="PRESENT_REF") if unit == "D" else None
    behind = hit.before()
    if (
        not hit.get("RECENT", "LAST", "NEXT", "AGO")
        and behind
        and behind.kind in ("NUM", "DOTTED", "DASH")
    ):
        return None
    return Sense("span", unit=unit, count=None)


def _plurals(hit: Hit) -> Sense:
    """ "weeks or months", "in recent days and weeks"."""
    if hit.get("RECENT"):
        return Sense("value", value="PAST_REF")
    return Sense("span", unit=hit.value("UNITS"), count=None)


def _unit(hit: Hit) -> Sense | None:
    """ "last year", "earlier this week", "that day", "the end of the month"."""
    rel = relation(hit)
    token = hit.get("UNIT")
    assert token is not None
    unit = token.value
    if unit in ("TS", "TM", "TH", "Q") or (unit in ("E", "C", "L") and rel is None):
        return None
    if unit in ("E", "C") and any(word.text == "past" for word in hit.every("LAST")):
        return Sense("span", unit=unit, count=1, rel=-1)
    back = bool(hit.get("THAT")) or any(
        t.text in ("following", "preceding", "previous") for t in hit.every("NEXT", "LAST")
    )
    back = back or (rel == 1 and bool(hit.get("THE")) and unit == "D")
    return Sense("unit", unit=unit, rel=rel, back=back, mod=mod(hit))


def _weekend(hit: Hit) -> Sense | None:
    return Sense("unit", unit="WE", rel=relation(hit), back=bool(hit.get("THAT")), mod=mod(hit))


def _the_unit(hit: Hit) -> Sense | None:
    """ "the year", "the quarter", "the end of the week": mostly the one that was spoken of."""
    unit = hit.value("UNIT")
    ahead, behind = hit.after(), hit.before()
    if unit == "Q":
        if is_kind(ahead, "DASH"):
            return None  # "its quarter-century low"
        return rel_quarter(hit) if hit.get("LAST") else Sense("period", mod=mod(hit))
    if unit == "Y" and ahead is not None and ahead.kind == "ENDED":
        return Sense("span", unit="Y", count=1)
    of_it = unit in ("Y", "W") and behind is not None and behind.kind in ("FOR", "OF")
    if unit not in ("D", "W", "M", "Y") or not (
        of_it or hit.get("BEGIN", "EARLY", "FISCAL", "TRADING")
    ):
        return None
    return Sense("unit", unit=unit, rel=0, mod=mod(hit), back=unit == "D")


def _frequency(hit: Hit) -> Sense | None:
    """ "weekly"; "the quarterly report" tells no time."""
    ahead = hit.after()
    if hit.tokens[0].text == "quarterly" and ahead is not None and ahead.kind == "WORD":
        return None
    return Sense("set", value=hit.value("FREQUENCY"))


def _each_unit(hit: Hit) -> Sense | None:
    """ "every month", "twice a day", "each year", "every two weeks"."""
    unit = hit.value("UNIT", "UNITS")
    number, _ = count(Hit([token for token in hit.tokens if token.kind != "A"], 0, len(hit.tokens)))
    return Sense("set", value=duration(number or hit.value("EACH") or 1, unit))


def _reference(hit: Hit) -> Sense | None:
    behind = hit.before()
    ahead = hit.after()
    if (behind and behind.kind == "DASH") or (
        ahead and ahead.kind in ("AFTER", "AS", "BEFORE", "DASH")
    ):
        return None
    return Sense("value", value=hit.value("REF"))


def _fixed(value: str) -> Sense:
    return Sense("value", value=value)


def _current(hit: Hit) -> Sense | None:
    """ "current" and "recent" before a noun."""
    token = hit.tokens[0]
    if token.text == "current":
        return _fixed("PRESENT_REF")
    return None


_DETERMINER = frozenset(["A", "THE"])
RULES: tuple[Rule, ...] = (
    Rule(f"(A|THE) {NUMBER} DASH {_UNIT}", "X_SPAN", _span, outside=_DETERMINER),
    Rule(f"({QUALITY} | A | THE | {REL}){{0,3}} {COUNT} DASH? {_UNIT} DASH? OLD", "X_NONE", _age),
    Rule(
        f"({QUALITY}* | THE {REL}? FIRST? | {REL}) {COUNT} DASH? TRADING? {_UNIT} (AND A HALF)? (OR (SO|MORE))?",
        "X_SPAN",
        _span,
    ),
    Rule(
        f"({QUALITY}* | THE {REL}? FIRST? | {REL}) {NUMBER} DASH? MORE? TRADING? {_UNIT}",
        "X_SPAN",
        _span,
    ),
    Rule(f"THE? {REL}? ORD? {NUMBER} {_UNIT}", "X_SPAN", _span),
    Rule(f"{QUALITY}* (NUMWORD|DAYNUM) AND A HALF {_UNIT}", "X_SPAN", _span),
    Rule(f"{QUALITY}* {COUNT} MORE? TRADING? {_UNIT} (AND A HALF)? (OR SO)? AGO", "X_TIME", _shift),
    Rule(f"{QUALITY}* {COUNT} TRADING? {_UNIT} (EARLY|HENCE)", "X_TIME", _shift),
    Rule(f"THE? {REL}? (DAYNUM|NUMWORD) (TO|OR|DASH) (DAYNUM|NUMWORD) {_UNIT}", "X_SPAN", _range),
    Rule("(THE? (RECENT|LAST|NEXT|THESE) | THE)? UNITS", "X_SPAN", _plural),
    Rule("(THE? RECENT | THE)? UNITS (OR|AND) UNITS", "X_SPAN", _plurals),
    Rule(f"{PLACED}? THE? {REL} (TRADING|FISCAL)? UNIT", "X_TIME", _unit),
    Rule(f"(EARLY IN?)? (THE | {REL})? WEEKEND", "X_TIME", _weekend),
    Rule(f"{MOD}? THE (FISCAL | TRADING | LAST)? UNIT", "X_TIME", _the_unit),
    Rule("THE? FUTURE UNITS", "X_TIME", lambda _: _fixed("FUTURE_REF")),
    Rule("FREQUENCY", "X_SET", _frequency),
    Rule(
        f"EACH {COUNT}? {_UNIT} | TIMES A UNIT | (NUMWORD|DAYNUM) TIMES (A|EACH) UNIT",
        "X_SET",
        _each_unit,
    ),
    Rule("REF", "X_TIME", _reference),
    Rule(
        "AT (THIS|THE PRESENT) (TIME|MOMENT) | AT PRESENT",
        "X_TIME",
        lambda _: _fixed("PRESENT_REF"),
    ),
    Rule("THE FUTURE", "X_TIME", lambda _: _fixed("FUTURE_REF")),
    Rule(
        "THE WORD FUTURE",
        "X_TIME",
        lambda hit: _fixed("FUTURE_REF") if hit.tokens[1].text == "near" else None,
    ),
    Rule(
        "THE LAST",
        "X_TIME",
        lambda hit: _fixed("PAST_REF") if hit.tokens[1].text == "past" else None,
    ),
    Rule("THIS", "X_TIME", _current),
)
