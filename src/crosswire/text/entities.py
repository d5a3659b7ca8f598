"""The bearers of names within one article.

1. Forms that differ in case, accents, hyphens, dots or plural are one; a country is one under all
   its names ("US", "United States").
2. A shorter form joins the full one when only one bearer fits: surname or given name of a person,
   short name of a body, its letters, told in brackets or fitting uniquely.
3. Where several people fit a surname, it goes to the one named in full most often, then to the one
   named last before it; a bearer whose surname it is comes before one whose given name it is.
   Two full names with one surname stay apart.
4. Spellings ("Serhiy", "Sergei") are left to the comparison across articles.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec.structs import replace

from crosswire.records.base import make_id
from crosswire.records.reading import Entity, Name, NameKind
from crosswire.text.names_facts import given_name, name_facts, words
from crosswire.text.names_forms import (
    is_acronym,
    is_initialled,
    is_part_of_body,
    is_part_of_person,
    is_slip_of,
    key_of,
    letters_of,
    parts_of,
)
from crosswire.text.names_pronouns import resolve_pronoun
from crosswire.text.names_roles import role_after, role_before, titled_form

__all__ = ["gather", "resolve_pronoun"]

_SPACE = re.compile(r"\s+")
_MOST_FORMS = 400
"""Different forms of one article that are compared with one another; a list of thousands of names
is no news report, and its later forms stand for themselves."""
_HALVES = ("north", "south", "east", "west")
_PLACE_TAILS = ("station", "cosmodrome", "prison", "city", "town", "village", "province", "region", "district", "island", "peninsula", "airport", "spaceport")  # fmt: skip


@dataclass
class _Form:
    """All mentions with one key and kind."""

    key: str
    kind: NameKind
    mentions: list[int] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)

    @property
    def parts(self) -> tuple[str, ...]:
        return parts_of(self.key)

    @property
    def shown(self) -> str:
        """The form as most often written, mixed case before capitals."""
        return min(
            self.written,
            key=lambda form: (form.isupper() and " " in form, -self.written[form], form),
        )


def gather(
    article_id: str, text: str, names: Sequence[Name]
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """The names with their `entity` set, and the entities in order of first mention."""
    forms = _forms(names)
    owner = _owners(text, names, forms)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(names)):
        groups[owner[number]].append(number)
    entities: list[Entity] = []
    of_mention: dict[int, str] = {}
    for root, mentions in sorted(groups.items(), key=lambda item: item[1][0]):
        entity = _entity(article_id, text, names, forms[root], mentions)
        entities.append(entity)
        of_mention.update(dict.fromkeys(mentions, entity.id))
    told = (replace(name, entity=of_mention[number]) for number, name in enumerate(names))
    return tuple(told), tuple(entities)


def _written(name: Name) -> str:
    return _SPACE.sub(" ", name.span.quote)


def _forms(names: Sequence[Name]) -> list[_Form]:
    """The distinct forms in order of first mention."""
    found: dict[tuple[str, NameKind], _Form] = {}
    for number, name in enumerate(names):
        key = key_of(_written(name), name.kind) or _written(name)
        form = found.setdefault((key, name.kind), _Form(key, name.kind))
        form.mentions.append(number)
        form.written[_written(name)] += 1
    return list(found.values())


def _owners(text: str, names: Sequence[Name], forms: list[_Form]) -> dict[int, int]:
    """For each mention the number of the form whose bearer it names."""
    told = _introduced(text, names, forms)
    small = forms[:_MOST_FORMS]
    fits = [_bearers(number, small, told) for number in range(len(small))]
    parent = list(range(len(forms)))
    for number in _long_first(small):
        # Two sets of letters introduced for each other would each be the other's longer form.
        if len(fits[number]) == 1 and _root(parent, fits[number][0]) != number:
            parent[number] = fits[number][0]
    owner: dict[int, int] = {}
    for number, form in enumerate(forms):
        several = number < len(small) and form.kind == "person" and len(fits[number]) > 1
        for mention in form.mentions:
            bearer = _likeliest(form, mention, fits[number], forms) if several else number
            owner[mention] = _root(parent, bearer)
    return owner


def _root(parent: Sequence[int], number: int) -> int:
    """The longest form above this one. Links that would close a circle are never made."""
    while parent[number] != number:
        number = parent[number]
    return number


def _introduced(text: str, names: Sequence[Name], forms: Sequence[_Form]) -> dict[int, list[int]]:
    """Acronyms in brackets right after a body's name: number of its form → those of the bodies."""
    form_of = {mention: n for n, form in enumerate(forms) for mention in form.mentions}
    found: dict[int, list[int]] = defaultdict(list)
    for number, (body, acronym) in enumerate(pairwise(names)):
        gap = text[body.span.end : acronym.span.start]
        closed = text[acronym.span.end : acronym.span.end + 1] in (")", ",")
        long = len(forms[form_of[number]].parts) > 1
        if gap.strip() == "(" and closed and long and body.kind == acronym.kind:
            found[form_of[number + 1]].append(form_of[number])
    return found


def _long_first(forms: Sequence[_Form]) -> list[int]:
    return sorted(range(len(forms)), key=lambda number: (-len(forms[number].parts), number))


def _bearers(number: int, forms: Sequence[_Form], told: Mapping[int, Sequence[int]]) -> list[int]:
    """The longer forms that this one may be short for."""
    form = forms[number]
    same_kind = [n for n, other in enumerate(forms) if other.kind == form.kind and n != number]
    if form.kind == "person":
        fits = [n for n in same_kind if _fits_person(form.parts, forms[n].parts)]
        return [
            n for n in fits if not any(_fits_person(forms[n].parts, forms[m].parts) for m in fits)
        ]
    if form.kind == "organization":
        introduced = [n for n in dict.fromkeys(told.get(number, ())) if n < len(forms)]
        return introduced or _bodies(form, same_kind, forms)
    if form.kind == "place":
        return [n for n in same_kind if _with_tail(form, forms[n])]
    return []


def _fits_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return is_part_of_person(short, full) or is_initialled(short, full)


def _with_tail(short: _Form, full: _Form) -> bool:
    """ "Osk" for "Osk Province", "Osk river", "the North" for "North Osk". A tail in small letters is no
    part of the name itself, whichever it is."""
    first, *rest = full.parts
    if len(rest) == 1 and short.parts == (first,) and first in _HALVES:
        return True
    tail = full.shown.rpartition(" ")[2]
    plain = tail.islower() and tail in words("place_heads")
    return full.parts[:-1] == short.parts and (plain or full.parts[-1] in _PLACE_TAILS)


def _bodies(form: _Form, others: Sequence[int], forms: Sequence[_Form]) -> list[int]:
    """The bodies that a short name, a lone head ("Commission") or letters may stand for."""
    if len(form.parts) == 1 and form.key in words("org_heads"):
        return [n for n in others if forms[n].parts[-1] == form.key and len(forms[n].parts) > 1]
    letters = form.shown.replace(".", "")
    if not is_acronym(form.shown):
        return [n for n in others if is_part_of_body(form.parts, forms[n].parts)]
    fits = [n for n in others if letters in letters_of(forms[n].shown) and len(forms[n].parts) > 1]
    if fits:
        return fits
    rarer = [n for n in others if len(forms[n].mentions) > len(form.mentions)]
    return [n for n in rarer if is_acronym(forms[n].shown) and is_slip_of(letters, forms[n].shown)]


def _likeliest(form: _Form, mention: int, found: Sequence[int], forms: Sequence[_Form]) -> int:
    def rank(number: int) -> tuple[bool, int, int]:
        bearer = forms[number]
        surname = bearer.parts[-1] == form.parts[-1] or not given_name(bearer.parts[0])
        before = [at for at in bearer.mentions if at < mention]
        return surname, len(bearer.mentions), max(before, default=-1)

    return max(found, key=lambda number: (rank(number), -number))


def _entity(
    article_id: str, text: str, names: Sequence[Name], form: _Form, mentions: Sequence[int]
) -> Entity:
    written = Counter(_written(names[number]) for number in mentions)
    fullest = _fullest(form, written)
    rest = sorted(
        (each for each in written if each != fullest),
        key=lambda each: (-len(each.split()), -written[each], each),
    )
    roles: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for number in mentions:
        span = names[number].span
        if form.kind == "person":
            roles.update(
                role for role in (role_before(text, span.start), role_after(text, span.end)) if role
            )
            more.update(each for each in (titled_form(text, span.start, span.end),) if each)
        elif form.kind == "place":
            more.update(each for each in (_tailed(text, span.start, span.end),) if each)
    titled = [_SPACE.sub(" ", each) for each, _ in more.most_common()]
    return Entity(
        id=make_id("entity", article_id, form.kind, form.key),
        name=fullest,
        kind=form.kind,
        variants=tuple(dict.fromkeys((fullest, *rest, *titled))),
        roles=tuple(role for role, _ in roles.most_common()),
        count=len(mentions),
    )


def _fullest(form: _Form, written: Counter[str]) -> str:
    """The form of the bearer that shows; of a country's names the one with most words."""
    if form.kind != "place" or len(form.written) == 1:
        return form.shown
    return min(
        form.written,
        key=lambda each: (
            is_acronym(each),
            -len(each.split()),
            each.isupper(),
            -written[each],
            each,
        ),
    )


def _tailed(text: str, start: int, end: int) -> str:
    """ "Orlivka station": the head of a place in lower case right after its name; "the North"."""
    if text[start:end].lower() in _HALVES and text[max(0, start - 4) : start] == "the ":
        return text[start - 4 : end]
    if text[start:end] in name_facts().aliases:
        return ""
    tail = re.match(r" ([a-z]+)\b(?! of\b)", text[end : end + 24])
    return text[start : end + tail.end()] if tail and tail.group(1) in _PLACE_TAILS else ""
