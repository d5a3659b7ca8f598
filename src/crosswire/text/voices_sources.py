"""Who is meant: a source as it stands in the text becomes a hop with a name and a kind."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from crosswire.records.base import Span
from crosswire.records.reading import Entity, Hop, HopKind, Name, Sentence
from crosswire.text.cues import grammar, verb_forms, words
from crosswire.text.entities import resolve_pronoun
from crosswire.text.outlets import find_outlet
from crosswire.text.tokens import Token, tokens
from crosswire.text.voices_page import Stretch

_MARKS_END = frozenset({",", "(", "—", "–", "--", "-", ";"})
_SHE = frozenset({"she", "her", "hers"})
_HE = frozenset({"he", "his", "him"})
_THEY = frozenset(
    {"they", "their", "them", "it", "its", "we", "our", "us", "i", "my", "me", "you", "your"}
)
_FEMALE = frozenset(
    {"ms", "ms.", "mrs", "mrs.", "miss", "spokeswoman", "chairwoman", "congresswoman", "woman",
     "mother", "sister", "wife", "daughter", "queen", "princess", "actress", "girl", "lady"}
)  # fmt: skip
_MALE = frozenset(
    {"mr", "mr.", "spokesman", "chairman", "congressman", "man", "father", "brother", "husband",
     "son", "king", "prince", "actor", "boy", "businessman"}
)  # fmt: skip
_REACH_BACK = 12
"""Sources looked back over for "he" or "the agency": beyond them a reader has lost it too."""


class Cast:
    """Everybody who was a source so far in one text, and its names."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        names: Sequence[Name],
        entities: Sequence[Entity],
    ) -> None:
        self.text = text
        self.sentences = sorted(sentences, key=lambda sentence: sentence.span.start)
        self._begins = [sentence.span.start for sentence in self.sentences]
        self.names = sorted(names, key=lambda name: (name.span.start, -name.span.end))
        self._starts = [name.span.start for name in self.names]
        self.entities = {entity.id: entity for entity in entities}
        self.past: list[tuple[Hop, frozenset[str]]] = []

    def hop(
        self,
        source: Stretch,
        cue: Stretch | None,
        stands_for: Stretch | None = None,
        speaker: Hop | None = None,
    ) -> Hop:
        """The source of a cue. What a relative pronoun stands for is what is named; `speaker` is
        whoever says all this: "Adler said he doubts" has one source."""
        meant = stands_for or source
        row = tokens(self.text, *meant, most=80)
        low = [token.word.lower() for token in row]
        span = Span.of(self.text, *source)
        cue_span = Span.of(self.text, *cue) if cue else None
        alone = len(low) == 1 or low[1:] in (["'s"], ["’s"])
        same = self._pronoun(low[0], meant[0], speaker) if low and alone else None
        if same is not None:
            return Hop(name=same.name, kind=same.kind, span=span, cue=cue_span, entity=same.entity)
        name, kind, entity = self._named(row, low)
        hop = Hop(name=name, kind=kind, span=span, cue=cue_span, entity=entity)
        end = next((k for k, word in enumerate(low) if word in _MARKS_END), len(low))
        self.past.append((hop, frozenset(low[:end])))
        return hop

    def _pronoun(self, low: str, place: int, speaker: Hop | None) -> Hop | None:
        if low in _HE or low in _SHE:
            if speaker is not None and speaker.kind == "person":
                return speaker
            return self._named_before(place, low) or self._spoke_last(low, place)
        if low in _THEY:
            if speaker is not None:
                return speaker
            for hop, _ in reversed(self.past[-_REACH_BACK:]):
                if hop.kind not in ("person", "image", "crowd"):
                    return hop
        return None

    def _spoke_last(self, low: str, place: int) -> Hop | None:
        against = _FEMALE if low in _HE else _MALE
        for hop, heard in reversed(self.past[-_REACH_BACK:]):
            if hop.kind == "person" and not heard & against:
                return hop
        return self._opens_before(low, place)

    def _opens_before(self, low: str, place: int) -> Hop | None:
        """The person named in the sentences just before, as the entities tell."""
        here = bisect_right(self._begins, place)
        window = self.sentences[max(0, here - 3) : here]
        if not window:
            return None
        names = self._names_in(window[0].span.start, place)
        told = [self.entities[n.entity] for n in names if n.entity in self.entities]
        found = resolve_pronoun(place, low, names, told, window)
        return self._person_hop(found) if found else None

    def _named_before(self, place: int, low: str) -> Hop | None:
        """The one person named earlier in the same sentence, out of quotation marks or not."""
        here = bisect_right(self._begins, place) - 1
        if here < 0:
            return None
        known = {n.entity for n in self._names_in(self._begins[here], place) if n.kind == "person"}
        if len(known) != 1:
            return None
        found = known.pop()
        entity = self.entities.get(found)
        words_told = (
            set(" ".join((*entity.variants, *entity.roles)).lower().split()) if entity else set()
        )
        return None if words_told & (_FEMALE if low in _HE else _MALE) else self._person_hop(found)

    def _person_hop(self, entity: str) -> Hop | None:
        found = self.entities.get(entity)
        return Hop(name=found.name, kind="person", entity=found.id) if found else None

    def _named(self, row: list[Token], low: list[str]) -> tuple[str, HopKind, str]:
        core = _core(low)
        head = core[1] - 1
        inside = self._names_in(row[0].start, row[-1].end)
        person = self._person(inside, row, core)
        if person is not None:
            return self._with_fellow(person, inside, row, low, core), "person", person.entity
        own = _own_words(self.text, row, low, core)
        covering = [n for n in inside if n.span.start <= row[head].start < n.span.end]
        kind = kind_of(low, core, [token.word for token in row])
        if kind == "document" and (issuer := self._issuer(row, low, core)):
            return issuer
        if covering:
            if kind in ("unnamed", "person"):
                kind = "person" if covering[0].kind == "person" else "office"
            return self._full(covering[0]), kind, covering[0].entity
        if low[0] in ("the", "this", "that") and (same := self._again(low[head], own)):
            return same.name, same.kind, same.entity
        return own, kind, ""

    def _names_in(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._starts, start)
        found = []
        for k in range(first, len(self.names)):
            name = self.names[k]
            if name.span.start >= end:
                break
            if name.span.end <= end:
                found.append(name)
        return found

    def _person(self, inside: list[Name], row: list[Token], core: Stretch) -> Name | None:
        """A person's name in the head of the phrase, in the apposition right behind it, or behind
        a bare title: "Head of the Harbour Committee Ann Lee", but not "the aide to Ann Lee"."""
        people = [name for name in inside if name.kind == "person"]
        last = row[core[1] - 1]
        within = [n for n in people if n.span.end >= last.start and n.span.start < last.end]
        if within:
            return within[-1]
        comma = next((token.start for token in row if token.word in _MARKS_END), row[-1].end)
        bare_title = core[0] == 0 and row[0].word[:1].isupper()
        for name in people:
            between = self.text[last.end : name.span.start].strip()
            if name.span.start >= last.end and between in (",", ""):
                return name
            if bare_title and name.span.end == comma and between.startswith(("of ", "for ")):
                return name
        return None

    def _with_fellow(
        self, person: Name, inside: list[Name], row: list[Token], low: list[str], core: Stretch
    ) -> str:
        """Two people who say one thing are named both: "Ann Lee and Bo Orr"."""
        last = row[core[1] - 1].end
        both = [n for n in inside if n.kind == "person" and n.span.start < last]
        if len(both) >= 2 and "and" in low[core[0] : core[1]]:
            return " and ".join(dict.fromkeys(self._full(name) for name in both))
        return self._full(person)

    def _issuer(
        self, row: list[Token], low: list[str], core: Stretch
    ) -> tuple[str, HopKind, str] | None:
        """ "a statement from the ministry" is the ministry's."""
        if low[core[1] - 1] not in words("sources", "issuer_words"):
            return None
        for k in range(core[1], len(row) - 1):
            if low[k] in ("from", "by", "of"):
                name, kind, entity = self._named(row[k + 1 :], low[k + 1 :])
                return name, kind, entity
            if low[k] == ",":
                break
        return None

    def _full(self, name: Name) -> str:
        entity = self.entities.get(name.entity)
        return entity.name if entity else name.span.quote

    def _again(self, head: str, own: str) -> Hop | None:
        """ "the agency", "the report": the last source whose words held that head."""
        if len(own.split()) > 2:
            return None
        recent = self.past[-_REACH_BACK:]
        for hop, heard in reversed(recent):
            fits = head in heard or (head == "agency" and hop.kind == "agency")
            fits = fits or (head in ("newspaper", "paper", "broadcaster") and hop.kind == "outlet")
            if fits and len(hop.name.split()) >= len(own.split()):
                return hop
        if head in ("report", "story", "article", "dispatch"):
            told = [hop for hop, _ in recent if hop.kind in ("agency", "outlet", "state medium")]
            return told[-1] if told else None
        return self._by_role(head)

    def _by_role(self, head: str) -> Hop | None:
        holders = [
            e for e in self.entities.values() if any(head in r.lower().split() for r in e.roles)
        ]
        if len(holders) != 1:
            return None
        kind: HopKind = "person" if holders[0].kind == "person" else "office"
        return Hop(name=holders[0].name, kind=kind, entity=holders[0].id)


def _core(low: list[str]) -> Stretch:
    """Words of the phrase up to its first preposition, comma or relative: its last is the head."""
    begin = 0
    while begin < len(low) - 1 and low[begin] in grammar("determiners"):
        begin += 1
    end = begin + 1
    stop = grammar("prepositions") | grammar("relatives") | _MARKS_END | {"that", "to"}
    while end < len(low) and low[end] not in stop and not _is_behind(low, end):
        end += 1
    while end - 1 > begin and low[end - 1] in ("'s", "’s", "'", "’", '"', "”"):
        end -= 1
    return (begin, end)


def _is_behind(low: list[str], k: int) -> bool:
    """ "sources close to", "a report released Monday": does the phrase only go on here?"""
    if k + 1 >= len(low):
        return False
    if low[k] in words("sources", "behind_head"):
        return True
    forms = verb_forms().get(low[k])
    follows = low[k + 1] in grammar("prepositions") or low[k + 1] in grammar("days")
    return forms is not None and "n" in forms.letters and "b" not in forms.letters and follows


def _own_words(text: str, row: list[Token], low: list[str], core: Stretch) -> str:
    """The phrase without its article and what follows a comma or "who"."""
    end = core[1]
    while (
        end < len(row) and low[end] not in _MARKS_END and low[end] not in ("who", "which", "that")
    ):
        end += 1
    while end > core[1] and low[end - 1] in ("'s", "’s"):
        end -= 1
    begin = core[0] if low[0] in ("the", "a", "an") else 0
    return " ".join(text[row[begin].start : row[end - 1].end].split())


def kind_of(low: list[str], core: Stretch, shape: list[str]) -> HopKind:
    """What kind of source a noun phrase names, by its head and the words around it."""
    head, own = low[core[1] - 1], " ".join(low[core[0] : core[1]])
    capital = shape[core[1] - 1][:1].isupper()
    if (
        kind := _kind_of_house(" ".join(shape[core[0] : core[1]]), " ".join(low), head)
    ) is not None:
        return kind
    if own in words("sources", "crowd_words"):
        return "crowd"
    if not capital:
        for told in _BY_HEAD:
            if head in words("sources", f"{told[0]}_words"):
                return told[1]
    if head in words("sources", "outlet_words") or own in words("sources", "outlet_words"):
        return "outlet"
    shaped = all(word[:1].isupper() for word in shape[core[0] : core[1]])
    return "person" if capital and shaped and core[1] - core[0] >= 2 else "office"


_BY_HEAD: tuple[tuple[str, HopKind], ...] = (
    ("image", "image"),
    ("document", "document"),
    ("post", "post"),
    ("speaker", "office"),
    ("issuer", "document"),
    ("unnamed", "unnamed"),
    ("person", "person"),
)


def _kind_of_house(own: str, phrase: str, head: str) -> HopKind | None:
    """Agencies, state media and papers that we know, or that the phrase itself calls so."""
    if head in words("sources", "image_words"):
        return None
    if any(title in phrase for title in words("sources", "agency_heads")):
        return "agency"
    if any(f" {title} " in f" {phrase} " for title in words("sources", "state_words")):
        return "state medium"
    outlet = find_outlet(own)
    if outlet is None:
        return None
    if outlet.agency or outlet.kind == "agency":
        return "agency"
    return _HOUSES.get(outlet.kind)


_HOUSES: dict[str, HopKind] = {
    "newspaper": "outlet",
    "broadcaster": "outlet",
    "aggregator": "outlet",
    "state medium": "state medium",
}


def may_tell(hop: Hop) -> bool:
    """Can this source show or tell something, or is it a thing of the story ("the visit shows")?"""
    if hop.kind == "document" and hop.name.split()[-1].lower() in words("sources", "spoken_words"):
        return False
    if hop.kind not in ("office", "crowd") or hop.entity:
        return True
    last = hop.name.split()[-1].lower() if hop.name.split() else ""
    return hop.name[:1].isupper() or last in words("sources", "office_words")
