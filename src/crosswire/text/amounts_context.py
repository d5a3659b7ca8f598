"""What stands around a number: bounds before it, a unit or a noun behind it, and what it cannot be."""

from __future__ import annotations

import re
from functools import cache

from crosswire import facts
from crosswire.text import units

_WINDOW = 48  # letters looked at before a number; the longest bound has 22
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NEXT = re.compile(r"[ \t\u00a0]*-?(?P<word>°?[^\W_]+(?:['’/-][^\W_]+)*|%|°)")
_UNIT_WORDS = re.compile(r"(?:[ \t\u00a0]?-?)((?:[^\W_]|[°%./²³])+(?:[ -][^\W_]+){0,2})")


@cache
def stop_words() -> frozenset[str]:
    """Words that end a noun phrase."""
    return facts.words("units", "stop", "words")


@cache
def _people() -> frozenset[str]:
    return facts.words("units", "stop", "people")


@cache
def _name_nouns() -> frozenset[str]:
    return facts.words("units", "stop", "names")


@cache
def _past_verbs() -> frozenset[str]:
    return facts.words("calendar", "tense", "past")


@cache
def _bounds() -> re.Pattern[str]:
    rows = facts.load("units")["bound"]
    forms = [(form, kind) for kind in ("low", "high", "about") for form in rows[kind]] + [
        ("between", "between"),
        ("from", "from"),
    ]
    _KINDS.update(dict(forms))
    forms.sort(key=lambda pair: -len(pair[0]))
    return re.compile(
        r"(?<![\w-])(" + "|".join(re.escape(form) for form, _ in forms) + r")\s$",
        re.IGNORECASE,
    )


_KINDS: dict[str, str] = {}


def bound_before(text: str, start: int) -> tuple[str, int]:
    """What bounds the number at `start`: "low", "high", "about", "nearly", "between" or "", and where
    the words begin."""
    match = _bounds().search(text[max(start - _WINDOW, 0) : start])
    if match is None:
        return "", start
    word = match[1].lower()
    kind = "nearly" if word in ("nearly", "almost", "just under", "close to") else _KINDS[word]
    if kind == "from":
        return "", start
    return kind, start - (min(_WINDOW, start) - match.start())


def unit_behind(text: str, end: int) -> tuple[units.Unit | None, int]:
    """The unit or currency right behind a number and where it ends; longest form first."""
    match = _UNIT_WORDS.match(text, end)
    if match is None:
        return None, end
    words = match[1]
    while words:
        unit = _known(words)
        if unit is not None:
            return unit, match.start(1) + len(words)
        cut = max(words.rfind(" "), words.rfind("-"))
        if cut < 0:
            break
        words = words[:cut]
    stripped = words.rstrip(".")
    unit = _known(stripped)
    return (unit, match.start(1) + len(stripped)) if unit else (None, end)


def _known(words: str) -> units.Unit | None:
    return (
        units.exact_units().get(words)
        or units.units().get(words.lower())
        or units.currencies().get(words.lower())
    )


def thing_behind(text: str, end: int, *, many: bool) -> tuple[str, int]:
    """Head noun of the phrase behind a number, lower case and singular, and where it ends.

    `many` looks for the plural that ends the phrase ("two short-range ballistic missiles"); without
    it the last word before a verb. "" when nothing is counted there.
    """
    words = _phrase(text, end)
    if not words:
        return "", end
    if words[0][0] in _people() and many:
        return "person", words[0][1]
    if many:
        return _plural_head(words, end)
    usable: list[tuple[str, int]] = []
    for lower, stop in words:
        if usable and (lower in _past_verbs() or lower.endswith(("ed", "ing"))):
            break
        usable.append((lower, stop))
    return (units.singular(usable[-1][0]), usable[-1][1]) if usable else ("", end)


def _plural_head(words: list[tuple[str, int]], end: int) -> tuple[str, int]:
    for place, (lower, stop) in enumerate(words):
        if not units.is_plural(lower):
            continue
        behind = words[place + 1][0] if place + 1 < len(words) else ""
        if behind and units.is_plural(behind) and behind not in _past_verbs():
            continue
        return units.singular(lower.rpartition("-")[2]), stop
    return "", end


def _phrase(text: str, end: int) -> list[tuple[str, int]]:
    """Up to six words behind a number, before anything that ends the phrase; "of the" is passed over."""
    words: list[tuple[str, int]] = []
    skipped = re.compile(
        r"(?:\s(?:of\s(?:the|those|these|them|its|their|his|her)\b|of\b|other\b|more\b|additional\b|the\b))+"
    ).match(text, end)
    place = skipped.end() if skipped else end
    while len(words) < 6:
        match = _NEXT.match(text, place)
        if match is None or "\n" in match[0] or len(match["word"]) > 40:
            break
        lower = match["word"].lower()
        if lower in _people() and not words:
            return [(lower, match.end())]
        if lower in stop_words() or (lower[0].isdigit() and "-" not in lower):
            break
        words.append((lower, match.end()))
        place = match.end()
    return words


def measured_thing(text: str, start: int, end: int, unit: units.Unit) -> str:
    """What a measure measures: the words right behind it decide, then the nearest before it."""
    behind = [word.lower() for word in _WORD.findall(text[end : end + 24])[:2]]
    before = [word.lower() for word in _WORD.findall(text[max(start - _WINDOW, 0) : start])][-5:]
    for word in [*behind[:1], *reversed(before), *behind[1:]]:
        for row in units.measured():
            fits = unit.money if row.money else unit.base in row.units
            fits = fits or (row.thing == "weight" and unit.base == "GBP")
            if fits and word in row.words:
                return row.thing
    return ""


_CAPITAL_BEFORE = re.compile(r"[^\s.!?\"“] (?:[A-Z]&)?[a-z]?[A-Z][\w’']* $")
_GLUED = re.compile(r"[/:_]|\.\d")
_SCORE = re.compile(r"[-–]\d[\d,.]*(?![\d,.]|[ -][a-z])")
_YEARS_OLD = re.compile(r"[- ]years?[- ]old")
_AFTER_NAME = re.compile(r"[^\W\d_], $")
_CLOCK = re.compile(r" ?(?:[ap]\.?m\b|o['’]clock)", re.IGNORECASE)
_STREET = re.compile(
    r" (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Square|Way)\b"
)


def is_name_or_score(text: str, match: re.Match[str]) -> bool:
    """Is this number no amount: an age, a year, a street or model number, a score, a pronoun?"""
    start, end = match.start(), match.end()
    if _CLOCK.match(text, end):
        return True
    before, after = text[max(start - 24, 0) : start], text[end : end + 40]
    if match["words"]:
        return _is_pronoun(match["words"].lower(), before, after)
    if not match["digits"] or match["sign"]:
        return False
    if _GLUED.match(after) or (after[:1].isalpha() and not unit_behind(text, end)[0]):
        return True
    return _is_age(match["digits"], before, after) or _is_numbered(match, before, after)


def _is_age(digits: str, before: str, after: str) -> bool:
    """ "Ann Lee, 52, said", "a 45-year-old"; and "3-1" with nothing counted behind is a score."""
    if _SCORE.match(after) or _YEARS_OLD.match(after):
        return True
    return len(digits) < 4 and bool(_AFTER_NAME.search(before)) and after[:1] in (",", ".", ")")


_DESCRIBED = re.compile(r"\b(?:an?|the|its|their|his|her|our|this|that) ([a-z]+) $", re.IGNORECASE)


def _is_model(before: str) -> bool:
    """ "their new 350 sedan": a count would stand before the adjective."""
    described = _DESCRIBED.search(before)
    return described is not None and described[1].lower() in facts.words("units", "stop", "model")


# Letters from a thing counted to a figure that leaves it out; a clause or two of news.
_ELLIPSIS = 120
_LEFT_OUT = re.compile(
    r" (?:of (?:them|these|those|whom|which)\b|in|at|from|across|near|on|elsewhere|last|this|a year)\b"
)
_PART_OF = re.compile(
    r"\b(?:including|from|to|than|with|against|versus|among them|of whom|of which|up from|down from) $",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.!?;\n](?:\s|$)")


def leaves_out_its_thing(text: str, counted_end: int, start: int, end: int) -> bool:
    """Is the number at [start, end) one more of what was counted before: "4,300 jobs, 3,700 in Europe"?"""
    between = text[counted_end:start]
    if len(between) > _ELLIPSIS or _CLAUSE_END.search(between):
        return False
    return bool(_LEFT_OUT.match(text, end) or _PART_OF.search(between))


_CHANGE = 40  # letters before "from 3 to 5" in which a verb of change makes it two figures


def is_change(text: str, start: int) -> bool:
    """ "rose from 3 to 5" tells two figures, not one between them."""
    before = text[max(start - _CHANGE, 0) : start].lower().split()
    return bool(before) and before[-1] == "from" and not _change_words().isdisjoint(before)


@cache
def _change_words() -> frozenset[str]:
    return facts.words("units", "stop", "change")


def is_part_of_name(text: str, start: int) -> bool:
    """Does a capitalised word stand right before, inside a sentence: "FTSE 100", "QuickTime 7"?"""
    return bool(_CAPITAL_BEFORE.search(text[max(start - 24, 0) : start]))


def is_toll(text: str, start: int, end: int) -> bool:
    """A bare number of people: "12 were killed", "killing at least 14", "the toll rose to 14"."""
    behind = [word.lower() for word in _WORD.findall(text[end : end + 28])[:3]]
    while behind and behind[0] in _AUXILIARIES:
        behind.pop(0)
    if behind and behind[0] in _people() and text[end : end + 1] == " ":
        return True
    if text[end : end + 2].strip().isalpha():
        return False
    before = [word.lower() for word in _WORD.findall(text[max(start - 32, 0) : start])][-5:]
    return any(word in _toll_words() for word in before) or _has_risen(text, start)


_GROWN = re.compile(
    r"\b(?:number|toll|count|tally)\b([^.;\n]{1,90}?)\b(?:risen|rose|climbed|grown|grew|gone up|increased)"
    r" to(?: at least| about| some| more than)? $",
    re.IGNORECASE,
)


def _has_risen(text: str, start: int) -> bool:
    """ "The number of deaths blamed on the heat has risen to eight"."""
    grown = _GROWN.search(text[max(start - 150, 0) : start])
    return grown is not None and not _toll_words().isdisjoint(
        word.lower() for word in _WORD.findall(grown[1])
    )


_AUXILIARIES = frozenset(
    [
        "were",
        "was",
        "are",
        "have",
        "had",
        "has",
        "been",
        "others",
        "more",
        "still",
        "remain",
        "remained",
        "reported",
        "confirmed",
    ]
)


@cache
def _toll_words() -> frozenset[str]:
    return facts.words("units", "stop", "toll")


def _is_pronoun(words: str, before: str, after: str) -> bool:
    if words in ("one", "a one"):
        if _DETERMINED.search(before):
            return True
        return not _befell_one(after) and after.startswith(
            (
                " another",
                " the ",
                " day",
                " by one",
                " must",
                " can",
                " is",
                " has",
                "'s",
                "’s",
                "-",
            )
        )
    return words in ("a", "an", "zero")


_DETERMINED = re.compile(
    r"\b(?:no|this|that|any|every|some|each|which|the|another)\s$", re.IGNORECASE
)


def _befell_one(after: str) -> bool:
    """ "One has died", "one was killed"."""
    behind = [word.lower() for word in _WORD.findall(after)[:4]]
    while behind and behind[0] in _AUXILIARIES:
        behind.pop(0)
    return bool(behind) and behind[0] in _people()


def _is_numbered(match: re.Match[str], before: str, after: str) -> bool:
    """ "Flight 370", "Room 12", "12 Elm Street", a bare year."""
    word = re.search(r"([^\W\d_]+)\.? $", before)
    if (
        word
        and not {word[1].lower(), units.singular(word[1].lower())}.isdisjoint(_name_nouns())
        and not match["scale"]
    ):
        return True
    digits = match["digits"]
    if _STREET.match(after) or (digits.isdigit() and not match["scale"] and _is_model(before)):
        return True
    plain_year = len(digits) == 4 and digits.isdigit() and 1900 <= int(digits) <= 2100
    if plain_year and not match["scale"]:
        return not re.match(r" [a-z]+s\b", after) or bool(
            word and word[1].lower() in ("in", "since", "by", "until")
        )
    return False
