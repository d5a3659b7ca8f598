"""Runs of capitals: which words of a sentence stand together, before anybody asks what they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from crosswire.text.names_facts import (
    given_name,
    is_common,
    is_function_word,
    name_facts,
    person_word,
    words,
)
from crosswire.text.names_tokens import Token

_LINKS = frozenset(("of", "for", "on", "against", "and", "&", "the"))
_ABBREVIATED = frozenset(("st", "ste", "mt", "ft", "jr", "sr", "dr", "mr", "mrs", "ms", "gen", "lt", "col", "sgt", "capt", "maj", "sen", "rep", "gov", "prof", "rev", "adm", "pt", "md", "no"))  # fmt: skip
_CONTRACTED = frozenset(("m", "ve", "ll", "re", "d"))
_LONGEST = 14  # words; a longer run of capitals is a shouted line, not a name


@dataclass
class Memory:
    """How one article writes its words, sentence openings and headline style left out."""

    capital: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)

    def learn(self, tokens: Sequence[Token]) -> None:
        """Counts the words of one plain sentence."""
        self.lower.update([token.lower for token in tokens if not token.cap])
        self.capital.update([token.text for token in tokens if token.cap and not token.first])


def is_headline(tokens: Sequence[Token], stopped: bool) -> bool:
    """Are all words but the small ones of this sentence capitalised, so that capitals mean little?

    A sentence crowded with names still has its verbs in lower case, or at least its full stop.
    """
    if stopped:
        return False
    long = [
        t
        for t in tokens
        if len(t.text) > 3 and t.text[0].isalpha() and t.lower not in words("headline_small")
    ]
    return len(long) >= 4 and all(token.cap for token in long)


def runs_of(tokens: Sequence[Token], memory: Memory, headline: bool) -> list[list[Token]]:
    """The runs of one sentence, cut at possessives, with loose first words taken off.

    In a headline nothing is taken off: what is no name there is for the rest of the text to say.
    """
    found: list[list[Token]] = []
    at = 0
    while at < len(tokens):
        end = _run_end(tokens, at)
        if end == at:
            at += 1
            continue
        run = list(tokens[at:end])
        run = run if headline else _without_opening(run, memory)
        if run:
            found.append(run)
        at = end
    return found


def _run_end(tokens: Sequence[Token], at: int) -> int:
    """The index after the last word of the run that begins at `at`; `at` when none begins."""
    if not _names(tokens[at]):
        return at
    end = at + 1
    while end < len(tokens) and end - at < _LONGEST:
        following = _joined(tokens, at, end)
        if following == end:
            break
        end = following
    return end


def _joined(tokens: Sequence[Token], at: int, end: int) -> int:
    """Where the run `tokens[at:end]` reaches to with its next word; `end` when it stops here."""
    before, word = tokens[end - 1], tokens[end]
    known = _known_phrase_end(tokens, at, end)
    if known > end:
        return known
    if not _touches(before, word) or (before.possessive and not _stays(before)):
        return end
    if _names(word):
        return end + 1
    after = end + 1
    while after < len(tokens) and after - end < 3 and not _names(tokens[after]):
        if not _touches(tokens[after - 1], tokens[after]):
            return end
        after += 1
    if (
        after >= len(tokens)
        or not _names(tokens[after])
        or not _touches(tokens[after - 1], tokens[after])
    ):
        return end
    between = [token.lower for token in tokens[end:after]]
    return after + 1 if _links(tokens[at:end], between, tokens[after:]) else end


def _names(token: Token) -> bool:
    if not token.cap or token.money or token.lower in words("never") or token.text[:1] == "_":
        return False
    if "'" not in token.lower and "’" not in token.lower:
        return True
    head, mark, tail = token.lower.replace("’", "'").partition("'")
    return not (mark and (tail in _CONTRACTED or (tail == "t" and head.endswith("n"))))


def _touches(before: Token, word: Token) -> bool:
    gap = word.gap.lstrip("'’sS") if before.possessive else word.gap
    if gap in (" ", "\u00a0"):
        return not (word.cap and word.lower in words("breaks"))
    initial = len(before.text) == 1 or before.lower in _ABBREVIATED
    if word.gap == ", ":
        return word.lower in words("legal_tails")
    return word.gap == " & " or (initial and word.gap.rstrip() == ".")


def _stays(token: Token) -> bool:
    inside = words("possessive_inside")
    return token.lower in inside or token.lower.removesuffix("s") in inside


def _known_phrase_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """ "Trinidad" goes on to "and Tobago" because the whole is known."""
    known = name_facts().known
    for start in range(max(at, end - 2), end):
        if tokens[start].whole not in name_facts().starts:
            continue
        for stop in range(min(len(tokens), start + name_facts().longest), end, -1):
            if tokens[stop - 1].cap and texts(tokens[start:stop]) in known:
                return stop
    return end


def _links(run: Sequence[Token], between: list[str], after: Sequence[Token]) -> bool:
    """Do the small words `between` hold a run and what comes after together?"""
    if all(word in words("particles_in_persons") for word in between):
        return not run[-1].first or not is_function_word(run[-1].lower)
    if not all(word in _LINKS for word in between):
        return False
    link = between[0]
    if link in ("and", "&"):
        return len(between) == 1 and _listed(run, after, link == "&")
    if between[-1] in ("and", "&") or link == "the":
        return False
    return (
        _led(run, after) if link == "of" else any(t.lower in words("org_with_purpose") for t in run)
    )


def _led(run: Sequence[Token], after: Sequence[Token]) -> bool:
    """ "Bank of Orlivka", "Front for the Liberation of Orlivka", not "Gulf of Distrust"."""
    last, leads = run[-1].lower, words("org_leads")
    if last in leads or (_has_link(run) and is_common(last)):
        return True
    return not is_common(after[0].lower) and last in words("place_leads") | words("place_openers")


def _has_link(run: Sequence[Token]) -> bool:
    led = any(token.lower in words("org_leads") | words("org_with_purpose") for token in run)
    return led and any(token.lower in ("of", "for", "on") for token in run)


def _listed(run: Sequence[Token], after: Sequence[Token], sign: bool) -> bool:
    """ "Ministry of Trade and Industry", "Food and Drug Administration", "Holm & Sons"."""
    coming: list[Token] = []
    for token in after:
        if not token.cap or (coming and not _touches(coming[-1], token)):
            break
        coming.append(token)
    if sign:
        return not all(token.shouted for token in run)
    if not all(is_common(token.lower) for token in (run[-1], coming[0])):
        return False
    led = _has_link(run)
    headed = coming[-1].lower in words("org_heads") and run[-1].lower not in words("org_heads")
    return led or (headed and all(is_common(token.lower) for token in run))


def _without_opening(run: list[Token], memory: Memory) -> list[Token]:
    """Takes off first words that are capitals only because a sentence begins there."""
    if len(run) > 1 and run[0].lower in ("the", "a", "an"):
        return run[1:]
    while run and run[0].first and _is_plain(run, memory):
        run = run[1:]
        if run and run[0].cap:
            return run
    return run


def _is_plain(run: Sequence[Token], memory: Memory) -> bool:
    """Is the first word of this run an ordinary word with a sentence's capital?"""
    word = run[0]
    if is_function_word(word.lower) and not word.shouted:
        return len(run) == 1 or not (person_word(run[1].text) and person_word(word.text))
    if _opens_known_name(run):
        return False
    if memory.capital[word.text] > memory.lower[word.lower]:
        return is_common(word.lower) and len(run) == 1 and memory.lower[word.lower] > 0
    if memory.lower[word.lower]:
        return not (len(run) > 1 and given_name(word.text) and person_word(run[1].text))
    return is_common(word.lower) and not (len(run) > 1 and _opens_name(run))


def _opens_known_name(run: Sequence[Token]) -> bool:
    known = name_facts().known
    if run[0].text in known and not is_common(run[0].lower):
        return True
    if run[0].whole not in name_facts().starts:
        return False
    return any(texts(run[:size]) in known for size in range(len(run), 1, -1))


def _opens_name(run: Sequence[Token]) -> bool:
    """Do the words after it show that the first word belongs to a name or title?"""
    word = run[0].lower
    headed = run[-1].lower in words("org_heads") | words("place_heads")
    given = given_name(word) and not is_common(run[1].lower)
    return given or word in words("titles") or (headed and word in words("org_openers"))


def texts(tokens: Sequence[Token]) -> str:
    """The words of a run with single spaces, possessives inside kept: the form a gazetteer knows."""
    return " ".join([*(token.whole for token in tokens[:-1]), *(t.text for t in tokens[-1:])])
