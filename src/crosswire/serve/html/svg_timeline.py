"""The picture of when: what happened, what was published, what was expected, day by day.

Each day that matters has a column, so a year ago and this morning stand side by side; within a
day, marks stand at their hour. Local hours when all known zones agree, else UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from markupsafe import Markup

from crosswire.records.brief import HappeningTold
from crosswire.serve.html.svg import element, picture, width_of
from crosswire.serve.view import StoryView
from crosswire.serve.view_groups import expectations
from crosswire.serve.view_words import moment, tell_day, tell_hour, tell_zone

Lane = Literal["happened", "published", "expected"]
_LANES: tuple[tuple[Lane, str], ...] = (
    ("happened", "Happened"),
    ("published", "Published"),
    ("expected", "Due"),
)
# Days that fit side by side with room for their names and marks.
_MOST_WIDE, _MOST_NARROW = 11, 5

_SPACING = 21.0
_HEAD = 46.0


@dataclass(frozen=True)
class Point:
    """A mark: its lane, its sign, its day, the part of the day (0 to 1; None: hour unknown)."""

    lane: Lane
    sign: str
    title: str
    day: str
    part: float | None
    class_: str = ""


@dataclass(frozen=True)
class _Clock:
    """In which zone hours are told: as they were (`local`), or so far ahead of UTC."""

    local: bool
    ahead: timedelta = timedelta()


_AS_TOLD = _Clock(local=True)


def numbered(view: StoryView, most: int = 40) -> list[tuple[int, HappeningTold]]:
    """The entries of the timeline with the numbers that picture and list share."""
    return list(enumerate(view.happenings()[:most], 1))


def points(view: StoryView, zone: timedelta | None = None) -> tuple[list[Point], str]:
    """All marks, and what the hours mean ("UTC", "UTC+01:00" or "").

    With `zone`, how far it is ahead of UTC, all hours whose own zone is known are told in that one.
    """
    offsets = _offsets(view)
    clock = _Clock(local=zone is None and len(offsets) == 1, ahead=zone or timedelta())
    name = _offset_name(next(iter(offsets))) if clock.local else _offset_name(clock.ahead)
    told = [_happened(place, entry, clock) for place, entry in numbered(view)]
    for article in view.story.articles:
        sign, outlet = str(view.numbers[article.id]), view.outlet(article.id)
        told.append(_at("published", sign, outlet, article.published, clock))
    for entry in expectations(view):
        sign = {"fulfilled": "✓", "open": "", "postponed": "↷", "moved": "↷"}.get(entry.status, "✗")
        told.append(_at("expected", sign, entry.text, entry.due, _AS_TOLD, class_=entry.status))
    return [point for point in told if point is not None], name if offsets else ""


def zones(view: StoryView) -> list[timedelta]:
    """How far ahead of UTC the zones are in which the story's hours are told."""
    return sorted(_offsets(view))


def zone_name(ahead: timedelta) -> str:
    """ "UTC", "UTC+01:00"."""
    return _offset_name(ahead)


def _offsets(view: StoryView) -> set[timedelta]:
    """How far from UTC the known times are told."""
    told: set[timedelta] = set()
    for entry in view.story.timeline:
        here, there = moment(entry.value), moment(entry.start)
        exact = ":" in tell_hour(entry.value) and tell_zone(entry.start) == "UTC"
        if exact and here and there:
            told.add(here - there)
    for article in view.story.articles:
        zone = tell_zone(article.published)
        if zone:
            told.add(_shift(article.published))
    return told


def _shift(value: str | None) -> timedelta:
    """The offset that a value carries."""
    zone = tell_zone(value)
    if len(zone) != 9:  # "UTC" alone, or nothing
        return timedelta()
    told = timedelta(hours=int(zone[4:6]), minutes=int(zone[7:9]))
    return -told if zone[3] == "-" else told


def _offset_name(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return "UTC" if not minutes else f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def _happened(place: int, entry: HappeningTold, clock: _Clock) -> Point | None:
    value = entry.value
    known = ":" in tell_hour(value) and tell_zone(entry.start) == "UTC"
    if not clock.local and known:
        value = entry.start
    if moment(value) is None:
        value = entry.start
    class_ = "background" if entry.background else ""
    moved = replace(clock, local=clock.local or not known)
    return _at("happened", str(place), entry.text, value, moved, class_=class_)


def _at(
    lane: Lane, sign: str, title: str, value: str | None, clock: _Clock, class_: str = ""
) -> Point | None:
    when = moment(value)
    if when is None:
        return None
    hour = tell_hour(value)
    if hour and not clock.local and tell_zone(value):
        when = _moved(when, _shift(value) - clock.ahead)
    day = when.date().isoformat() if len(value or "") >= 10 else value or ""
    part = (when.hour + when.minute / 60) / 24 if hour else None
    return Point(lane, sign, title, day, part, class_)


def _moved(when: datetime, offset: timedelta) -> datetime:
    try:
        return when - offset
    except OverflowError:  # the first or last day of all years
        return when


def timeline(
    view: StoryView, width: int, key: str, *, most: int = 0, ahead: timedelta | None = None
) -> Markup | None:
    """The picture at one width; None when fewer than two marks have a day.

    `most` days have a column, by default those that fit; `ahead` of UTC is the zone of the hours.
    """
    told, zone = points(view, ahead)
    if len(told) < 2:
        return None
    days = _days(told, most or (_MOST_WIDE if width >= 640 else _MOST_NARROW))
    shown = [point for point in told if point.day in days]
    left = 84.0 if width >= 640 else 4.0
    columns = _columns(shown, days, left, width)
    lanes = [(lane, name) for lane, name in _LANES if any(p.lane == lane for p in shown)]
    parts: list[Markup] = []
    y = _HEAD
    for lane, name in lanes:
        rows = _stacked([point for point in shown if point.lane == lane], columns)
        height = _SPACING * max(len(rows), 1) + (28 if width < 640 else 13)
        parts += _lane(name, rows, columns, y, width)
        y += height
    grid = _grid(columns, zone, y)
    title = "When: what happened, what was published, what was due"
    return picture(width, y + 6, title, _words(shown), *grid, *parts, key=key, class_="when")


def _days(told: Sequence[Point], most: int) -> list[str]:
    """The days that get a column: those with most marks, in order."""
    weight: dict[str, int] = {}
    for point in told:
        weight[point.day] = weight.get(point.day, 0) + 1 + 2 * (point.class_ != "background")
    kept = sorted(weight, key=lambda day: -weight[day])[:most]
    return sorted(kept, key=_in_order)


def _in_order(day: str) -> str:
    """A key that puts years, months and days in the order of time."""
    when = moment(day)
    return when.isoformat() if when else day


def _columns(
    shown: Sequence[Point], days: Sequence[str], left: float, width: float
) -> dict[str, tuple[float, float]]:
    """From where to where each day runs; busy days are wider."""
    busy = {day: 1.0 + min(sum(point.day == day for point in shown), 12) * 0.28 for day in days}
    unit = (width - left) / sum(busy.values())
    told, x = {}, left
    for day in days:
        told[day] = (x, x + unit * busy[day])
        x += unit * busy[day]
    return told


def _x(point: Point, columns: dict[str, tuple[float, float]]) -> float:
    start, end = columns[point.day]
    part = 0.5 if point.part is None else point.part
    return start + 14 + (end - start - 28) * part


def _stacked(told: Iterable[Point], columns: dict[str, tuple[float, float]]) -> list[list[Point]]:
    """Rows in which no two marks touch."""
    rows: list[list[Point]] = []
    for point in sorted(told, key=lambda point: _x(point, columns)):
        for row in rows:
            if _x(point, columns) - _x(row[-1], columns) >= _SPACING:
                row.append(point)
                break
        else:
            rows.append([point])
    return rows


def _lane(
    name: str,
    rows: Sequence[Sequence[Point]],
    columns: dict[str, tuple[float, float]],
    top: float,
    width: float,
) -> list[Markup]:
    """A rule, the lane's name (on a phone above its marks), and the marks in their rows."""
    phone = width < 640
    inset = 34.0 if phone else 17.0
    parts = [
        element("line", x1=0, x2=width, y1=top, y2=top, class_="rule"),
        element("text", name, x=0, y=top + (15 if phone else inset + 4), class_="head"),
    ]
    for place, row in enumerate(rows):
        y = top + inset + place * _SPACING
        parts += [_mark(point, _x(point, columns), y) for point in row]
    return parts


def _mark(point: Point, x: float, y: float) -> Markup:
    """A dot for what happened, a square for an article, a ring for what was due."""
    title = element("title", f"{point.title}: {point.day}")
    sign = element("text", point.sign, x=x, y=y, class_="sign", dominant_baseline="central")
    shape = (
        element("rect", x=x - 9, y=y - 9, width=18, height=18, class_="leaf")
        if point.lane == "published"
        else element("circle", cx=x, cy=y, r=9, class_="dot")
    )
    vague = "" if point.part is not None else " vague"
    return element("g", title, shape, sign, class_=f"{point.lane} {point.class_}{vague}".strip())


def _grid(columns: dict[str, tuple[float, float]], zone: str, foot: float) -> list[Markup]:
    parts = []
    for place, (day, (start, end)) in enumerate(columns.items()):
        if place:
            parts.append(element("line", x1=start, x2=start, y1=4, y2=foot, class_="rule"))
        parts.append(element("text", _head(day, end - start - 10), x=start + 6, y=16, class_="day"))
        if len(day) == 10 and end - start > 150:
            parts += _hours(start, end, zone if end - start > 230 else "")
    return parts


def _head(day: str, room: float) -> str:
    """The longest name of a day, month or year that fits over its column."""
    told = tell_day(day)
    words = told.split()
    forms = [tell_day(day, weekday=True), told]
    if len(words) == 2 and words[1].isdigit():
        forms.append(f"{words[0]} ’{words[1][2:]}")
    forms += [" ".join(words[:2]), words[0] if words else ""]
    # Bold letters are a twelfth wider.
    fitting = (form for form in forms if width_of(form, 13) <= room)
    return next(fitting, forms[-1])


def _hours(start: float, end: float, zone: str) -> list[Markup]:
    marks = [(6, "06:00"), (12, "12:00"), (18, "18:00")]
    return [
        element(
            "text", f"{told} {zone}".strip() if hour == 12 else told,
            x=start + 14 + (end - start - 28) * hour / 24, y=36, class_="hour",
        )
        for hour, told in marks
    ]  # fmt: skip


def _words(shown: Sequence[Point]) -> str:
    names = {"happened": "happened", "published": "published", "expected": "due"}
    ordered = sorted(shown, key=lambda point: _in_order(point.day))
    return "; ".join(f"{tell_day(p.day)}: {names[p.lane]}: {p.title[:90]}" for p in ordered[:40])
