"""A sentence with a coarse tag on each word: enough grammar to find subjects and clause ends.

Tags: n noun or adjective, X capitalised word, # number, z possessive 's, D determiner,
Q quantifier, P pronoun, V verb (not -ing), G -ing verb, A be/have/do, M modal, N negative, a adverb,
t "to", O preposition, C coordinator, S subordinator, R relative pronoun, T word of time,
and marks as they are: , : ; . - ( ) " (any quotation mark of a found quotation).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from crosswire.text.cues import Forms, cues, grammar, verb_forms
from crosswire.text.tokens import Token, tokens
from crosswire.text.voices_quotes import Quote

NOMINAL = frozenset("nX#zQ%")
NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
"""Parts of speech that cannot tell who says what."""
_DASHES = frozenset({"—", "–", "--", "-", "―"})
_MARKS = {",": ",", ":": ":", ";": ";", ".": ".", "!": ".", "?": ".", "(": "(", ")": ")"}
_MARKS |= {"[": "(", "]": ")", "…": ".", "$": "#", "€": "#", "£": "#", "%": "n"}
_NO_FORMS = Forms()
_NOT_ADVERBS = frozenset(
    {"family", "early", "reply", "supply", "ally", "assembly", "rally", "fly", "monopoly", "daily",
     "weekly", "monthly", "anomaly", "bully", "elderly", "likely", "unlikely", "friendly", "deadly"}
)  # fmt: skip
_PLURAL_PEOPLE = frozenset({"people", "men", "women", "police", "media", "children", "polls"})


@cache
def _closed() -> dict[str, str]:
    """Tag of each word of a closed class; the classes named later win."""
    table: dict[str, str] = {}
    for group, tag in (
        ("adverbs", "a"), ("time_nouns", "n"), ("days", "T"), ("months", "T"), ("prepositions", "O"),
        ("determiners", "D"), ("quantifiers", "Q"), ("pronouns", "P"), ("objects", "n"),
        ("coordinators", "C"), ("subordinators", "S"), ("relatives", "R"), ("be", "A"),
        ("have", "A"), ("do", "A"), ("modals", "M"), ("negatives", "N"),
    ):  # fmt: skip
        table.update(dict.fromkeys(grammar(group), tag))
    table["to"] = "t"
    return table


class Line:
    """One sentence: `start[i]`, `end[i]`, `low[i]`, `tag[i]`, `forms[i]`, `quoted[i]` by word."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        quotes: Sequence[Quote],
        tags: Mapping[int, str] | None = None,
    ) -> None:
        """`tags` are parts of speech (UPOS) by the offset of a word, where somebody read them."""
        row: list[Token] = tokens(text, start, end)
        self.text = text
        self.start = [token.start for token in row]
        self.end = [token.end for token in row]
        self.word = [token.word for token in row]
        self.low = [token.word.lower() for token in row]
        self.size = len(row)
        self.quotes = list(quotes)
        self.read = [(tags or {}).get(place, "") for place in self.start]
        self.quoted = [False] * self.size
        self.forms: list[Forms] = [_NO_FORMS] * self.size
        self.tag = self._first_tags()
        self._mark_quotes()
        self._settle_verbs()

    def spelled(self, i: int, j: int) -> str:
        """The text from word i to before word j."""
        return self.text[self.start[i] : self.end[j - 1]] if i < j else ""

    def _first_tags(self) -> list[str]:
        closed, forms = _closed(), verb_forms()
        titled = self._is_titled()
        tags = []
        for i, (word, low) in enumerate(zip(self.word, self.low, strict=True)):
            upper = word[0].isupper() and not (i == 0 and low in closed)
            known = closed.get(low)
            if low in forms and (titled or not upper or i == 0):
                self.forms[i] = forms[low]
            if low in ("'s", "’s"):
                tags.append("z")
            elif low in ("'", "’"):
                tags.append("z" if i and self.low[i - 1].endswith("s") else '"')
            elif known and (not upper or known == "T" or titled):
                tags.append(known)
            elif word[0].isdigit():
                tags.append("#")
            elif word in _DASHES:
                tags.append("-")
            elif not word[0].isalnum():
                tags.append(_MARKS.get(word, '"' if word in ("''", "``") else "."))
            elif (
                low.endswith("ly")
                and len(low) > 4
                and low not in _NOT_ADVERBS
                and (not upper or not i)
            ):
                tags.append("a")
            elif upper and not (titled and self.forms[i] is not _NO_FORMS):
                tags.append("X")
            else:
                tags.append("n")
        return tags

    def _is_titled(self) -> bool:
        """Is this a headline in title case, where capitals tell nothing?"""
        long = [word for word in self.word if len(word) > 3 and word.isalpha()]
        return len(long) > 3 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)

    def _mark_quotes(self) -> None:
        for quote in self.quotes:
            first = bisect_right(self.start, quote.start - 1)
            for i in range(first, self.size):
                if self.start[i] >= quote.end:
                    break
                if self.start[i] == quote.start or (
                    self.end[i] == quote.end and not self.word[i][0].isalnum()
                ):
                    self.tag[i] = '"'
                else:
                    self.quoted[i] = True

    def _settle_verbs(self) -> None:
        """Decides which words that may be verbs are verbs here, left to right."""
        tag = self.tag
        for i, forms in enumerate(self.forms):
            if forms is _NO_FORMS:
                if tag[i] == "n":
                    tag[i] = self._guess(i)
                elif tag[i] == "z":
                    tag[i] = self._possessive_or_is(i)
                continue
            if tag[i] in ("n", "X", "a"):
                tag[i] = self._verb_or_noun(i, forms)

    def _guess(self, i: int) -> str:
        """Unknown words: -ed after a noun or pronoun is a verb form, -ing is one too."""
        low, before = self.low[i], self.tag[i - 1] if i else ""
        if self.read[i] in NAMING:
            return "n"
        if len(low) > 4 and low.endswith("ed") and before and before in "nXPRA)aM":
            self.forms[i] = Forms((low,), "dn")
            return "V"
        if len(low) > 5 and low.endswith("ing") and before and before in "AO,nX":
            self.forms[i] = Forms((low,), "g")
            return "G"
        return "n"

    def _possessive_or_is(self, i: int) -> str:
        """'s after a pronoun is "is" or "has"."""
        before = self.low[i - 1] if i else ""
        return "A" if before in grammar("pronouns") or before in ("that", "who", "what") else "z"

    def _verb_or_noun(self, i: int, forms: Forms) -> str:
        tag, letters = self.tag, forms.letters
        noun = "X" if self.word[i][0].isupper() and i else "n"
        if self.read[i] in NAMING:
            return noun
        if self.read[i] == "VERB":
            return "G" if letters == "g" else "V"
        k = i - 1
        while k >= 0 and tag[k] in "aN":
            k -= 1
        before = tag[k] if k >= 0 else ""
        right_before = before if k == i - 1 else ""
        if letters == "g":
            return noun if right_before in ("D", "z", "#") else "G"
        if before in ("D", "#") or right_before in ("z", "O"):
            return noun
        if before in ("t", "M", "A", "P", "R", "N"):
            verb = before != "t" or "b" in letters
        elif "d" in letters or "n" in letters:
            verb = bool(before) or noun == "n"
        elif not forms.noun_like:
            verb = k >= 0 or letters == "s"
        else:
            verb = self._acts(i, k, letters)
        return "V" if verb else noun

    def _acts(self, i: int, k: int, letters: str) -> bool:
        """Is "plans", "call" a verb: a fitting noun before it, an object or clause after it?"""
        if k < 0:
            return False
        after = self.tag[i + 1] if i + 1 < self.size else ""
        word, low = self.tag[k], self.low[k]
        if word not in NOMINAL and word not in (",", ")", '"', "C"):
            return False
        if after and after in "VAM":
            return False
        plural = (low.endswith("s") and not low.endswith("ss")) or low in _PLURAL_PEOPLE
        if letters == "s":
            return (word == "X" or not plural or word in ',)"') and self._takes(i, word)
        ends = after == "." and plural
        return ends or ((plural or word in ")C") and self._takes(i, word))

    def _takes(self, i: int, before: str) -> bool:
        after = self.tag[i + 1] if i + 1 < self.size else ""
        if after and after in 'DPtS"XQ:':
            return True
        if after and after in "O":
            bases = self.forms[i].bases
            pairs = {cue.particles for base in bases for cue in cues().verbs.get(base, ())}
            return (self.low[i + 1],) in pairs and before != ","
        return before == "X" or (after != "" and after in "n#a")
