"""The mark before the first paragraph: "SEOUL, May 2 (Agency) - ", "(Agency) - ", "SEOUL — "."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.text.datelines_eastern import read_eastern
from crosswire.text.lines_dates import Moment, find_moments
from crosswire.text.lines_facts import numbers, strings
from crosswire.text.outlets import find_outlet

REACH = 170  # letters in which a mark must end; the longest seen in news dumps has about 110
_SEPARATOR = re.compile(
    r"""\s?\.\s?[-–—]{1,2}\s?     # "Seoul, May 2 (EFE).- "
      | \s?[–—]{1,2}\s?            # an em or en dash, with or without spaces
      | \s-{1,2}\s | --\s? | (?<=\))-\s?
      | (?<=\))\s?:?\s? | (?<=/)\.?(?:\s|$)
      | :\s""",
    re.VERBOSE,
)
_AGENCY = re.compile(
    r"[,\s]*(?:\((?P<round>[^()]{2,60})\)|/(?P<slash>[^/]{2,40})/|\|\s?(?P<bar>[^|]{2,40}))$"
)
_LAST = re.compile(r"(?:^|,\s)(?P<name>[A-Z][A-Za-z]{2,20})$")
_COUNTRY = re.compile(r"\s\[[^\[\]]{2,40}\]")
_WORD = re.compile(r"[\w.'’-]+|/")


@dataclass(frozen=True)
class Dateline:
    """Where, when and through whom the first paragraph says it was written.

    `day` is ISO (`2024-05-02`), without a year `--05-02`; `moment` adds the hour where told. `told`
    is the mark's day in its own words. `length` is how many characters the mark takes, so that
    `paragraph[length:]` is the text.
    """

    place: str | None
    agency: str | None
    day: str | None
    length: int
    moment: str | None = None
    told: str | None = None


def read_dateline(first: str) -> Dateline | None:
    """The dateline mark at the beginning of a paragraph, or None.

    A place in capitals needs only a dash after it; a place in small letters needs a day or an
    agency too, or a dash before a new sentence. "The Harbour Commission (HC) asked" and "Ben Low
    (Labour) said" are no marks: initials, organizations and sentences that go on tell them apart.
    """
    eastern = read_eastern(first)
    if eastern is not None:
        place, agency, day, told, length = eastern
        return Dateline(place, agency, day, length, told=told)
    mark = _first_mark(first)
    more = _first_mark(first[mark.length :]) if mark is not None else None
    if mark is None or more is None or not (more.agency or more.day):
        return mark
    return _joined(mark, more) or mark


def _joined(mark: Dateline, more: Dateline) -> Dateline | None:
    """Two marks in a row that make one: "(ANSA) - ROME, MAY 3 - ", "KYIV — May 3 (Reuters) - "."""
    if (mark.place and more.place) or (mark.agency and more.agency) or (mark.day and more.day):
        return None
    return Dateline(
        mark.place or more.place,
        mark.agency or more.agency,
        mark.day or more.day,
        mark.length + more.length,
        mark.moment or more.moment,
        mark.told or more.told,
    )


def _first_mark(first: str) -> Dateline | None:
    head = first[:REACH]
    if not head or not (head[0].isalpha() or head[0] in "(/"):
        return None
    for tried, separator in enumerate(_SEPARATOR.finditer(head)):
        if tried == 12:
            break
        mark = _read_mark(head[: separator.start()], separator[0].strip(), head[separator.end() :])
        if mark:
            return _cut(mark, first, separator)
    return None


def _cut(mark: Dateline, first: str, separator: re.Match[str]) -> Dateline:
    """The mark with its length; a dash that follows an agency's bracket belongs to it."""
    end = separator.end()
    rest = re.match(r"\s*(?:[-–—]{1,2}|\.\s?[-–—]|:)?\s*", first[end : end + 8])
    if rest:
        end += rest.end()
    return Dateline(mark.place, mark.agency, mark.day, end, mark.moment, mark.told)


def _read_mark(mark: str, separator: str, rest: str) -> Dateline | None:
    mark = mark.strip()
    agency, before = _agency(mark, dashed=separator[:1] in {"-", "–", "—"})
    moments = find_moments(before)
    moment = moments[-1] if moments else None
    if moment and before[moment.end :].strip(" ,.|-"):
        return None
    place = before[: moment.start] if moment else before
    place = _without_weekday(_COUNTRY.sub("", place).strip(" ,|-–—"))
    if not place:
        return _placeless(agency, moment, before)
    if not _is_place(place) or not _trusted(place, separator, rest, bool(agency or moment)):
        return None
    if mark.endswith(")") and not _signed(place, agency, bool(moment), separator, rest):
        return None
    return _told(title_case(place), agency, moment, before)


def _without_weekday(place: str) -> str:
    """ "Solmar, Monday" is Solmar: the day of a mark may be told by its name alone."""
    head, comma, tail = place.rpartition(",")
    return head.strip() if comma and tail.strip().lower() in numbers("dates", "weekdays") else place


def _signed(place: str, agency: str | None, dated: bool, separator: str, rest: str) -> bool:
    """Does the bracket behind the place sign the text, so that it is not part of a sentence?"""
    shouted = place.split(",", maxsplit=1)[0].isupper()
    # "HOLM PRISON, West Bank (Reuters) - ": capitals and a known wire sign, whatever the words.
    sure = shouted and agency is not None and _is_wire(agency)
    if agency is None or (not sure and _is_organization(place, agency)):
        return False
    if not _begins(rest) or (place.lower().startswith("the ") and len(place.split()) > 2):
        return False
    if _is_wire(agency) or dated:
        return True
    if not rest.strip():
        return False
    if separator:
        return shouted or is_agency(agency)
    return is_agency(agency) and (shouted or len(place.split()) <= 3)


def _begins(rest: str) -> bool:
    """Does a sentence begin here, or nothing follow?"""
    first = rest.lstrip(" .:-–—\"“'‘«(¿¡")[:1]
    return not first.isalpha() or not first.islower()


def _is_organization(place: str, agency: str) -> bool:
    """ "Harbour Workers Union (HWU)": a word says so, or the bracket holds the initials."""
    words = [word.lower() for word in _WORD.findall(place)]
    if set(words) & set(strings("places", "organizations")):
        return True
    bare = "".join(char for char in agency.lower() if char.isalnum())
    small = strings("places", "small")
    initials = {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small)}
    return len(words) > 1 and bare in initials


def _is_wire(name: str) -> bool:
    """Is the first name in the bracket that of an agency or outlet we know: "dpa/eb", "CNN Business"?"""
    first = re.split(r"[/,;]", name, maxsplit=1)[0].strip().lower()
    known = strings("agencies", "names")
    return (
        first in known or first.split(" ", maxsplit=1)[0] in known or find_outlet(first) is not None
    )


def _told(place: str | None, agency: str | None, moment: Moment | None, text: str) -> Dateline:
    if moment is None:
        return Dateline(place, agency, None, 0)
    exact = moment.value if moment.timed else None
    return Dateline(
        place, agency, moment.day, 0, exact, text[moment.start : moment.end].strip(" ,")
    )


def _placeless(agency: str | None, moment: Moment | None, text: str) -> Dateline | None:
    """ "(Agency) - " alone; a bare day or an ordinary bracket is no mark."""
    if agency is None or (moment is None and not is_agency(agency)):
        return None
    return _told(None, agency, moment, text)


def _agency(mark: str, *, dashed: bool) -> tuple[str | None, str]:
    """The agency in brackets or slashes at the end of a mark, before a dash without them too, and the
    mark without it."""
    found = _AGENCY.search(mark)
    if found is None:
        return _bare_agency(mark) if dashed else (None, mark)
    name = " ".join((found["round"] or found["slash"] or found["bar"]).split())
    if (
        not name[0].isalpha()
        or len(name.split()) > 6
        or not (name[0].isupper() or is_agency(name) or _is_wire(name))
    ):
        return None, mark
    return name, mark[: found.start()]


def _bare_agency(mark: str) -> tuple[str | None, str]:
    """ "RIYADH, May 3, SPA", "Tehran, IRNA": without brackets only an agency that we know signs."""
    last = _LAST.search(mark)
    if last is None:
        return None, mark
    outlet = find_outlet(last["name"])
    wire = outlet is not None and (outlet.agency or outlet.kind == "agency")
    known = wire or last["name"].lower() in strings("agencies", "names")
    return (last["name"], mark[: last.start()]) if known else (None, mark)


def is_agency(name: str) -> bool:
    """Is this the name of an agency or a desk: known, in capitals, or with a word like "Press"?"""
    low = name.lower().strip(" .")
    if low in strings("agencies", "names"):
        return True
    words = low.split()
    if set(words) & set(strings("agencies", "words")):
        return True
    return len(words) == 1 and name.isupper() and 2 <= len(name) <= 12


def agency_name(name: str) -> str | None:
    """The name where it is an agency's own (known, or "Some Press Service"), not just a desk's."""
    bare = " ".join(name.strip(" .,()[]").split())
    low = bare.lower()
    if low in strings("agencies", "names"):
        return bare
    words = low.split()
    proper = all(word[0].isupper() for word in bare.split())
    return (
        bare
        if 2 <= len(words) <= 5 and proper and set(words) & set(strings("agencies", "kinds"))
        else None
    )


def _is_place(place: str) -> bool:
    """Words in capitals or with a capital, small ones like "de" between, at most three parts."""
    parts = [part.strip() for part in place.split(",")]
    words = [word for word in _WORD.findall(place) if word != "/"]
    if not 1 <= len(parts) <= 3 or not 1 <= len(words) <= 7 or len(place) > 70:
        return False
    if re.search(r"[^\w\s.,'’/()&-]|\d|/$", place) or parts[0].lower().strip(".") in strings(
        "places", "never"
    ):
        return False
    small = strings("places", "small")
    return (
        all(word[0].isupper() or word.lower() in small for word in words) and words[0][0].isupper()
    )


def _trusted(place: str, separator: str, rest: str, more: bool) -> bool:
    """Is there enough to take the place for one: capitals, a day or agency, or a new sentence?"""
    first = place.split(",", maxsplit=1)[0]
    shouted = first.isupper() and len(first) > 2
    if more:
        return True
    begins = rest.lstrip(" \"“'‘(")[:1]
    sentence = not rest.strip() or begins.isupper() or begins.isdigit() or not begins.isalpha()
    if shouted:
        return sentence and (separator != ":" or len(rest.split()) >= 6)
    return (
        separator in {"—", "–", "--", "-"}
        and begins.isupper()
        and len(first.split()) <= 2
        and len(rest.split()) >= 8
    )


def title_case(place: str) -> str:
    """A place as a reader would write it: "OFER, West Bank" keeps its second part."""
    small = strings("places", "small")

    def one(found: re.Match[str]) -> str:
        word = found[0]
        if not word.isupper() or len(word) < 2 or "." in word:
            return word
        bits = re.split(r"([-'’])", word.lower())
        told = [p if i and p in small else p[:1].upper() + p[1:] for i, p in enumerate(bits)]
        return "".join(told)

    parts = place.split(" ")
    words = [
        # "New York, NY" keeps its state.
        part if at and len(part) == 2 and parts[at - 1].endswith(",") else _WORD.sub(one, part)
        for at, part in enumerate(parts)
    ]
    told = [w.lower() if i and w.lower() in small else w for i, w in enumerate(words)]
    return " ".join(told)
