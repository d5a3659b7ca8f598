"""Runs of capitals: which words of a sentence stand together, before anybody asks what they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
# "Committee on Fisheries" is one name, "Parliament on Brexit" is not.
_WITH_PURPOSE = frozenset(
    "agency alliance association bureau campaign center centre coalition commission committee confederation "
    "conference council department federation forum foundation front fund institute institution movement "
    "network office organisation organization program programme school society task union commissioner "
    "envoy group initiative league party tribunal court chamber academy authority board mission".split()
)
_ABBREVIATED = frozenset(("st", "ste", "mt", "ft", "jr", "sr", "dr", "mr", "mrs", "ms", "gen", "lt", "col", "sgt", "capt", "maj", "sen", "rep", "gov", "prof", "rev", "adm", "pt", "md", "no"))  # fmt: skip
_SMALL = frozenset("with from over into after amid than that this upon near onto before under about between without against among during through towards until while".split())  # fmt: skip
_CONTRACTED = frozenset(("m", "ve", "ll", "re", "d"))
_LONGEST = 14  # words; a longer run of capitals is a shouted line, not a name


@dataclass
class Memory:
    """How one article writes its words, sentence openings and headline style left out."""

    capital: Counter[str] = field(default_factory=Counter)
    lower: Counter[str] = field(default_factory=Counter)

    def learn(self, tokens: Sequence[Token]) -> None:
        """Counts the words of one plain sentence."""
        for token in tokens:
            if not token.cap:
                self.lower[token.lower] += 1
            elif not token.first:
                self.capital[token.text] += 1


def is_headline(tokens: Sequence[Token]) -> bool:
    """Are all words but the small ones of this sentence capitalised, so that capitals mean little?

    A sentence crowded with names still has its verbs in lower case.
    """
    long = [t for t in tokens if len(t.text) > 3 and t.text[0].isalpha() and t.lower not in _SMALL]
    return len(long) >= 4 and all(token.cap for token in long)


def runs_of(tokens: Sequence[Token], memory: Memory, headline: bool) -> list[list[Token]]:
    """The runs of one sentence, cut at possessives, with loose first words taken off."""
    found: list[list[Token]] = []
    at = 0
    while at < len(tokens):
        end = _run_end(tokens, at)
        if end == at:
            at += 1
            continue
        run = _without_opening(list(tokens[at:end]), memory, headline)
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
    head, mark, tail = token.lower.replace("’", "'").partition("'")
    return not (mark and (tail in _CONTRACTED or (tail == "t" and head.endswith("n"))))


def _touches(before: Token, word: Token) -> bool:
    if word.gap in (" ", "\u00a0"):
        return True
    initial = len(before.text) == 1 or before.lower in _ABBREVIATED
    return word.gap == " & " or (initial and word.gap.rstrip() == ".")


def _stays(token: Token) -> bool:
    inside = words("possessive_inside")
    return token.lower in inside or token.lower.removesuffix("s") in inside


def _known_phrase_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """ "Trinidad" goes on to "and Tobago" because the whole is known."""
    known = name_facts().known
    for start in range(max(at, end - 2), end):
        for stop in range(min(len(tokens), start + name_facts().longest), end, -1):
            if tokens[stop - 1].cap and _phrase(tokens[start:stop]) in known:
                return stop
    return end


def _phrase(tokens: Sequence[Token]) -> str:
    return " ".join([*(token.whole for token in tokens[:-1]), tokens[-1].text])


def _links(run: Sequence[Token], between: list[str], after: Sequence[Token]) -> bool:
    """Do the small words `between` hold a run and what comes after together?"""
    if all(word in words("particles_in_persons") for word in between):
        return not run[-1].first or not is_function_word(run[-1].lower)
    last = run[-1].lower
    if not all(word in _LINKS for word in between):
        return False
    if len(between) > 1 and between[-1] in ("and", "&"):
        return False
    if between[0] == "of":
        leads = words("org_leads")
        if last not in leads and is_common(after[0].lower):
            return False
        return last in leads | words("place_leads") | words("place_openers")
    if between[0] in ("for", "on", "against"):
        return any(token.lower in _WITH_PURPOSE for token in run)
    if between[0] in ("and", "&"):
        return _listed(run, after, between[0] == "&")
    return False


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
    led = any(token.lower in words("org_leads") for token in run) and any(
        token.lower in ("of", "for", "on") for token in run
    )
    headed = coming[-1].lower in words("org_heads") and run[-1].lower not in words("org_heads")
    return led or headed and all(is_common(token.lower) for token in run)


def _without_opening(run: list[Token], memory: Memory, headline: bool) -> list[Token]:
    """Takes off first words that are capitals only because a sentence begins there."""
    if len(run) > 1 and run[0].lower in ("the", "a", "an"):
        run = run[1:]
        if not headline:
            return run
    while run and (run[0].first or headline) and _is_plain(run, memory, headline):
        run = run[1:]
        if run and not headline:
            return run if run[0].cap else _without_opening(run[1:], memory, headline)
    return run if run and run[0].cap else []


def _is_plain(run: Sequence[Token], memory: Memory, headline: bool) -> bool:
    """Is the first word of this run an ordinary word with a sentence's capital?"""
    word, known = run[0], name_facts().known
    if is_function_word(word.lower) and not word.shouted:
        return len(run) == 1 or not person_word(run[1].text) or not person_word(word.text)
    if any(" ".join(t.text for t in run[:n]) in known for n in range(len(run), 1, -1)):
        return False
    if memory.capital[word.text] > memory.lower[word.lower]:
        return is_common(word.lower) and len(run) == 1 and memory.lower[word.lower] > 0
    if word.text in known and not is_common(word.lower):
        return False
    if memory.lower[word.lower]:
        return not (len(run) > 1 and given_name(word.text) and person_word(run[1].text))
    if len(run) > 1 and not headline:
        headed = run[-1].lower in words("org_heads") | words("place_heads")
        if headed and word.lower in words("org_openers"):
            return False
        if given_name(word.text) and not is_common(run[1].lower):
            return False
        if word.lower in words("titles"):
            return False
    if word.shouted and not headline:
        return is_common(word.lower)
    return is_common(word.lower) or (headline and not person_word(word.text))


def texts(tokens: Iterable[Token]) -> str:
    """The words of a run with single spaces: the form a gazetteer knows."""
    return " ".join(token.text for token in tokens)
