"""Which language a text is in: by its script, else by counting its commonest words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from crosswire import facts
from crosswire.errors import DataError

_WORD = re.compile(r"[^\W\d_]{1,30}")
# Words looked at. Counts settle within 60 words of running text; headlines with fewer than four
# common words give no answer.
_LOOK = 2_000
_FEWEST = 4
# Share of letters in one script from which the script decides. English news quotes a foreign name
# in its own script at times: under 5 %.
_SCRIPT = 0.3


def guess_language(text: str) -> str:
    """An ISO 639-1 code, or "und" where the text is too short or in a language we have no words of."""
    head = text[:_LOOK]
    by_script = _script(head)
    words = _WORD.findall(head.lower())
    scores = dict.fromkeys(_words(), 0)
    speakers = _speakers()
    for word in words:
        for code in speakers.get(word, ()):
            scores[code] += 1
    if by_script:
        near = {code: scores.get(code, 0) for code in by_script}
        return max(near, key=lambda code: (near[code], code == by_script[0]))
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= max(_FEWEST, 0.06 * len(words)) else "und"


# Share of a language's commonest words among the first fifty from which a text is in it. On 218 news
# pages seven of eight reach it in their own language; English words reach .14 in any other text, those
# of a neighbour (Norwegian and Danish, Spanish and French) up to .4.
_SPEAKS = 0.2
_START = 300


def is_in(text: str, code: str) -> bool:
    """Is this running text in that language, as far as its beginning shows? A quarter of the time
    that guessing takes; False for languages we have no words of."""
    common = _words().get(code, frozenset())
    words = _WORD.findall(text[:_START].lower())
    return sum(map(common.__contains__, words)) >= max(_FEWEST, _SPEAKS * len(words))


# Letters beyond Latin ones with their accents.
_STRANGE = re.compile(r"[^\W\d_\x00-\u024f\u1e00-\u1eff]")


def _script(text: str) -> list[str]:
    """The languages of the script that most letters are in; none for Latin letters."""
    strange = len(_STRANGE.findall(text))
    if not strange:
        return []
    letters = sum(char.isalpha() for char in text)
    if strange <= _SCRIPT * letters:
        return []
    for pattern, codes in _scripts():
        if len(pattern.findall(text)) > _SCRIPT * letters:
            return codes
    return []


@cache
def _words() -> dict[str, frozenset[str]]:
    table: Any = facts.load("languages").get("words")
    if not isinstance(table, dict) or not all(isinstance(words, str) for words in table.values()):
        raise DataError("languages.toml: [words] must map language codes to words in one string.")
    return {code: frozenset(words.split()) for code, words in table.items()}


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """For each common word the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, common in _words().items():
        for word in common:
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def _scripts() -> list[tuple[re.Pattern[str], list[str]]]:
    rows: Any = facts.load("languages").get("scripts")
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and set(row) == {"letters", "languages"} for row in rows
    ):
        raise DataError("languages.toml: each [[scripts]] needs letters and languages.")
    return [(re.compile(f"[{row['letters']}]"), row["languages"]) for row in rows]
