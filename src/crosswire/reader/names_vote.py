"""Two witnesses of the names of one text, the rules and the reader, and the text's own memory.

1. every stretch that either calls a name stands for election;
2. each witness gives its chances: the reader those of the words inside, the rules their word;
3. all places where the same words stand vote together, and a surname hears the full names that end
   in it: a text uses a name in one sense;
4. what most of the vote calls no name falls; so does what the rules only guess and the reader
   nowhere sees as a name or part of one, and what stands in small letters where capitals are in order;
5. of two that overlap the one with more support stays, and the longer weighs more: a witness cuts a
   name short more often than it invents a part.

In a short or careless text the rules have little to go by (what a word is elsewhere in it, and its
capitals), so that their guesses count less there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from crosswire.reader.read import KINDS, Read
from crosswire.records.reading import NameKind

Stretch = tuple[int, int]
Told = tuple[int, int, NameKind]
# Words from which on a sentence shows how its writer treats capitals; shorter lines are titles.
_SENTENCE = 4


@dataclass(frozen=True)
class Weights:
    """How much each witness counts.

    `known`: the share of the rules in the vote where they know the name beforehand, `guess`: where they
    weigh reasons, and where they are silent; the reader has the rest. `sure`: how far the rules are
    believed where they call a name, `doubt`: how much of the remainder says that it is none. `silent`:
    how far their silence speaks against a name. `full_name`: what a full name adds to the vote on its
    surname. `settled`: words of a text from which on the guesses of the rules count in full. Tried on the dev documents of GUM (`python -m training.calibrate`), where all shares from
    0.3 to 0.5 lie within two points; above 0.5 the guesses of the rules drown the reader, and with
    `known` under `1 - guess` a name of two known words falls apart into its halves.
    """

    known: float = 0.75
    guess: float = 0.3
    sure: float = 0.85
    doubt: float = 0.8
    silent: float = 0.6
    full_name: float = 0.5
    settled: int = 400


@dataclass
class _Mention:
    start: int
    end: int
    words: str
    form: str
    support: float
    chances: list[float] = field(default_factory=list)


def vote(
    text: str,
    told: Iterable[Told],
    sentences: Sequence[tuple[int, Read]],
    known: Callable[[str], bool] = lambda _: False,
    weights: Weights | None = None,
) -> list[Told]:
    """The names of a text in order, none overlapping another.

    `told` are the rules' names; `sentences` the reader's, each with the offset at which it starts;
    `known` says of a form whether the rules know it beforehand (from a gazetteer).
    """
    weights = weights or Weights()
    loose = _carelessness(text, sentences)
    footing = min(1.0, sum(len(read.words) for _, read in sentences) / weights.settled)
    weights = replace(weights, guess=weights.guess * footing * (1 - loose))
    rules = {(start, end): kind for start, end, kind in told}
    read = {
        (start + name.start, start + name.end): name.score
        for start, sentence in sentences
        for name in sentence.names
    }
    rows = _rows(sentences)
    mentions = [
        _mention(text, stretch, rules.get(stretch), read.get(stretch), rows, known, weights)
        for stretch in sorted(rules.keys() | read.keys())
    ]
    kinds = _elected(mentions, weights)
    kept = [mention for mention in mentions if kinds[mention.form] is not None]
    if sentences:
        backed = _backed(mentions, read.keys(), known)
        kept = [each for each in kept if each.form in backed and (loose or _has_capital(each))]
    return [
        (mention.start, mention.end, kind)
        for mention in _apart(kept)
        if (kind := kinds[mention.form]) is not None
    ]


def _carelessness(text: str, sentences: Sequence[tuple[int, Read]]) -> float:
    """The share of sentences whose writer does not mind capitals; 0 in a report with all in order."""
    plain = [(start, read.words) for start, read in sentences if len(read.words) >= _SENTENCE]
    loose = [
        _is_careless([text[start + w.start : start + w.end] for w in row]) for start, row in plain
    ]
    return sum(loose) / len(loose) if loose else 1.0


def _is_careless(words: Sequence[str]) -> bool:
    """Does the sentence begin in lower case, is it all in capitals, or does it write "i" for "I"?"""
    written = [word for word in words if word[0].isalpha()]
    if not written:
        return False
    return written[0][0].islower() or "i" in written or all(word.isupper() for word in written)


def _rows(sentences: Sequence[tuple[int, Read]]) -> list[tuple[int, int, tuple[float, ...]]]:
    """Every word of the text with its chances, in order."""
    return [
        (start + word.start, start + word.end, chances)
        for start, sentence in sentences
        for word, chances in zip(sentence.words, sentence.chances, strict=True)
    ]


def _mention(
    text: str,
    stretch: Stretch,
    rule: NameKind | None,
    score: float | None,
    rows: list[tuple[int, int, tuple[float, ...]]],
    known: Callable[[str], bool],
    weights: Weights,
) -> _Mention:
    start, end = stretch
    inside = _inside(rows, stretch)
    size = len(KINDS) + 1
    seen = [sum(row[at] for row in inside) / len(inside) for at in range(size)] if inside else []
    if rule is None:
        said = [weights.silent] + [(1 - weights.silent) / len(KINDS)] * len(KINDS)
        if seen:
            # Silence tells nothing of the kind: what it leaves goes as the reader has it.
            rest = (1 - weights.silent) / max(1 - seen[0], 1e-6)
            said = [weights.silent, *(chance * rest for chance in seen[1:])]
    else:
        rest = 1 - weights.sure
        said = [rest * (1 - weights.doubt) / (len(KINDS) - 1)] * size
        said[0], said[1 + KINDS.index(rule)] = rest * weights.doubt, weights.sure
    sure = rule is not None and known(text[start:end])
    share = (weights.known if sure else weights.guess) if seen else 1.0
    chances = [share * a + (1 - share) * b for a, b in zip(said, seen or said, strict=True)]
    # A stretch whose words the reader takes for one kind holds together better than one that it
    # takes for a body, a title and a person.
    whole = max(seen[1:]) if seen and not sure else 1.0
    support = whole * (share * (rule is not None) + (1 - share) * (score or 0.0))
    words = text[start:end]
    return _Mention(start, end, words, _form(words), support, chances)


def _inside(
    rows: list[tuple[int, int, tuple[float, ...]]], stretch: Stretch
) -> list[tuple[float, ...]]:
    """The chances of the words in a stretch; found by halving, rows are in order."""
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if rows[middle][1] <= stretch[0]:
            low = middle + 1
        else:
            high = middle
    found = []
    while low < len(rows) and rows[low][0] < stretch[1]:
        found.append(rows[low][2])
        low += 1
    return found


def _form(words: str) -> str:
    """The words as the memory keeps them: without case when they are longer than an acronym."""
    plain = " ".join(words.replace("’", "'").split())
    return plain if len(plain) <= 4 else plain.lower()


def _elected(mentions: Sequence[_Mention], weights: Weights) -> dict[str, NameKind | None]:
    """The kind of each form, or none where most of the vote is against a name."""
    votes: dict[str, list[list[float]]] = defaultdict(list)
    for mention in mentions:
        votes[mention.form].append(mention.chances)
    means = {form: _mean(rows) for form, rows in votes.items()}
    people = {
        form.split()[-1]: mean
        for form, mean in means.items()
        if " " in form and mean[1] == max(mean)
    }
    kinds: dict[str, NameKind | None] = {}
    for form, mean in means.items():
        extra = people.get(form)
        total = [a + weights.full_name * b for a, b in zip(mean, extra or [0.0] * 6, strict=True)]
        named = 1 + max(range(len(KINDS)), key=lambda at: total[1 + at])
        kinds[form] = KINDS[named - 1] if sum(total[1:]) >= total[0] else None
    return kinds


def _backed(
    mentions: Sequence[_Mention], read: Iterable[Stretch], known: Callable[[str], bool]
) -> set[str]:
    """The forms that the gazetteer knows, or that the reader's names touch at least once.

    Of guesses beyond these one in five was a name in news, one in seven in the dev documents of GUM.
    """
    touched = {at for start, end in read for at in range(start, end)}
    return {
        mention.form
        for mention in mentions
        if known(mention.words) or not touched.isdisjoint(range(mention.start, mention.end))
    }


def _has_capital(mention: _Mention) -> bool:
    """A writer who minds capitals writes no name in small letters alone."""
    return not mention.words.islower()


def _mean(rows: Sequence[Sequence[float]]) -> list[float]:
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def _apart(mentions: Sequence[_Mention]) -> list[_Mention]:
    """Of overlapping mentions the one with more support, its length counted twice.

    Tried on the dev documents of GUM: without length F1 is .015 lower, with length alone .004 higher,
    but then a run of two names side by side outweighs both.
    """
    kept: list[_Mention] = []
    ranked = sorted(
        mentions, key=lambda each: (-each.support * (each.end - each.start) ** 2, each.start)
    )
    taken: set[int] = set()
    for mention in ranked:
        stretch = range(mention.start, mention.end)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(mention)
    return sorted(kept, key=lambda each: each.start)
