"""Times: found whole, resolved by tense and anchor, with zones and bounds that hold."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import BadInput
from crosswire.text import numerals, zones
from crosswire.text.times import find_times, is_anchor
from crosswire.text.times_feasts import easter
from crosswire.text.times_value import duration, quarter, stretch, week

WEDNESDAY = "2024-05-15"

RESOLVED = [
    ("The mayor said Wednesday", ["2024-05-15"]),
    ("The bridge will open on Saturday.", ["2024-05-18"]),
    ("The ferry sank on Saturday.", ["2024-05-11"]),
    ("The envoys meet next Wednesday", ["2024-05-22"]),
    ("The fair will be held on Friday next week", ["2024-05-24"]),
    ("The barn burned on Monday last week", ["2024-05-06"]),
    ("He was carried off and will have a scan on Monday.", ["2024-05-20"]),
    ("She said they would have a vote on Monday", ["2024-05-20"]),
    ("It was shut last Wednesday", ["2024-05-08"]),
    ("She left last Sunday (May 5).", ["2024-05-05"]),
    ("The minister on Tuesday announced a plan", ["2024-05-14"]),
    ("It could arrive as early as Thursday", ["2024-05-16"]),
    ("the vote of 12 September 2023", ["2023-09-12"]),
    ("on Tuesday, 12 September 2023", ["2023-09-12"]),
    ("It fell on September 12", ["2023-09-12"]),
    ("It will open on September 12", ["2024-09-12"]),
    ("shot last Oct. 23 in the city", ["2023-10-23"]),
    ("between May 3 and May 5", ["2024-05-03", "2024-05-05"]),
    ("in October 2019", ["2019-10"]),
    ("It was shut in October", ["2023-10"]),
    ("last month", ["2024-04"]),
    ("next week", ["2024-W21"]),
    ("earlier this week", ["2024-W20"]),
    ("the week of March 6", ["2024-W10"]),
    ("two days ago", ["2024-05-13"]),
    ("three weeks ago", ["2024-W17"]),
    ("On May 3 it began. Two days later it ended.", ["2024-05-03", "2024-05-05"]),
    ("since 2019", ["2019"]),
    ("In 2019 it grew. A year earlier it shrank.", ["2019", "2018"]),
    ("in the summer of 2022", ["2022-SU"]),
    ("the third quarter of 2023", ["2023-Q3"]),
    ("the first half of 2023", ["2023-H1"]),
    ("in the 1970s", ["197"]),
    ("in nineteen ninety-six", ["1996"]),
    ("on Easter Monday 2023", ["2023-04-10"]),
    ("for eight days", ["P8D"]),
    ("up to 10 years", ["P10Y"]),
    ("a 36-hour truce", ["PT36H"]),
    ("two and a half hours", ["PT2H30M"]),
    ("every evening", ["XXXX-XX-XXTEV"]),
    ("each Thursday", ["XXXX-WXX-4"]),
    ("twice a day", ["P1D"]),
    ("It is now calm", ["PRESENT_REF"]),
    ("Services start again on Friday, the firm said.", ["2024-05-17"]),
    ("Envoys meet in the capital Tuesday", ["2024-05-14"]),
    ("Two votes on Friday went against her.", ["2024-05-10"]),
    (
        "It will run again from Friday after its crews ended their sit-in on Tuesday.",
        ["2024-05-17", "2024-05-14"],
    ),
    ("The pact had been due to expire Friday.", ["2024-05-10"]),
    ("He could not be reached Tuesday.", ["2024-05-14"]),
    ("Until Tuesday, nobody had called it a theft.", ["2024-05-14"]),
    ("The hearing was postponed to Monday.", ["2024-05-20"]),
    ("She leaves office if the case is heard in March.", ["2025-03"]),
    ("It will meet on June 24 and 25.", ["2024-06-24", "2024-06-25"]),
    ("held on April 24, 25 and 26, 2023", ["2023-04-24", "2023-04-25", "2023-04-26"]),
    ("the 3rd and 4th of March 2022", ["2022-03-03", "2022-03-04"]),
    ("on 24 and 25 April", ["2024-04-24", "2024-04-25"]),
    ("On April 24 and 25 armed men came. On April 24, 25 fell.", ["2024-04-24", "2024-04-24"]),
    ("The day before last Tuesday it closed", ["2024-05-13"]),
    ("It will open in ten days.", ["2024-05-25"]),
    ("It will be the first fair in ten years.", ["P10Y"]),
    ("a decade ago", ["2014"]),
    ("for weeks or months", ["PXW"]),
    ("It will one day be ours.", ["FUTURE_REF"]),
    ("In the first quarter it lost, unlike in the same period last year.", ["2024-Q1", "2023-Q1"]),
    (
        "In the first quarter it lost. In the nine months it won more than a year earlier.",
        ["2024-Q1", "P9M", "2023"],
    ),
    ("In the quarter ended July 31, 2023, it lost.", ["2023-Q2", "2023-07-31"]),
    ("a quarter of the vote", []),
    ("the 16-year-old boy", []),
    ("He may march to the sea", []),
    ("2000 pieces of toys", []),
    ("call 138-2010-2015", []),
]

CLOCKS = [
    ("sank at 6 a.m. Tuesday", ["2024-05-14T06:00"]),
    ("at around 7.06am local time Friday it fell", ["2024-05-10T07:06"]),
    ("closed at 18:10", ["2024-05-15T18:10"]),
    ("at half past six", ["2024-05-15T06:30"]),
    ("at five past four", ["2024-05-15T04:05"]),
    ("It closed at noon on Sunday, Japan time", ["2024-05-12T12:00+09:00"]),
    ("It will close at 11 p.m. EDT on Saturday", ["2024-05-18T23:00-04:00"]),
    ("It met at 3 p.m. ET Monday", ["2024-05-13T15:00-04:00"]),
    ("at 0300 GMT", ["2024-05-15T03:00Z"]),
    ("It left at 17:30 UTC+5:45 on May 3", ["2024-05-03T17:30+05:45"]),
    ("It fell at 6:00 a.m. local time Tuesday (20:00 GMT on Monday).", ["2024-05-14T06:00", "2024-05-13T20:00Z"]),
    ("It fell at 8 p.m. local time Tuesday (0110 GMT).", ["2024-05-14T20:00", "2024-05-15T01:10Z"]),
    ("It fell at 6 a.m. Taipei time Tuesday (2200 GMT).", ["2024-05-14T06:00+08:00", "2024-05-13T22:00Z"]),
    ("It was open from 6 p.m. to 8 p.m. Monday", ["2024-05-13T18:00", "2024-05-13T20:00"]),
    ("It fell at 6:12 a.m. local time (2112 GMT Monday).", ["2024-05-14T06:12", "2024-05-13T21:12Z"]),
    ("He leaves at 4 in the morning (4 a.m. EDT Thursday).", ["2024-05-16T04:00", "2024-05-16T04:00-04:00"]),
    ("They met Wednesday afternoon", ["2024-05-15TAF"]),
    ("on the evening of 3 June 2023", ["2023-06-03TEV"]),
    ("this morning at 7", ["2024-05-15T07:00"]),
    ("last night", ["2024-05-14TNI"]),
    ("late Tuesday", ["2024-05-14"]),
]  # fmt: skip


def values(text: str, anchor: str | None = WEDNESDAY) -> list[str]:
    return [time.value for time in find_times(text, anchor)]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_days_and_stretches(text: str, expected: list[str]) -> None:
    """Days, months, years, durations and sets get their TIMEX3 value from anchor and tense."""
    assert values(text) == expected


@pytest.mark.parametrize(("text", "expected"), CLOCKS)
def test_clock_times(text: str, expected: list[str]) -> None:
    """Clock, zone, part and day make one expression in whatever order they stand."""
    assert values(text) == expected


def test_whole_expression_is_one_span() -> None:
    """The span runs over day, clock and zone, without the preposition before them."""
    (time,) = find_times("It rose at 11 p.m. EDT on Saturday, they said.", WEDNESDAY)
    assert time.span.quote == "11 p.m. EDT on Saturday"
    assert (time.zone, time.type) == ("EDT", "TIME")


def test_known_zone_gives_utc_bounds() -> None:
    """With a zone start and end are in UTC; with local time they carry no zone."""
    (known,) = find_times("at 6 a.m. Tokyo time on May 3", WEDNESDAY)
    assert (known.start, known.end) == ("2024-05-02T21:00:00Z", "2024-05-02T21:01:00Z")
    (local,) = find_times("at 6 a.m. local time on May 3", WEDNESDAY)
    assert local.start == "2024-05-03T06:00:00"


def test_without_anchor_weekdays_stay_open() -> None:
    """Without a day of publication only what is absolute gets bounds."""
    open_day, absolute = find_times("They met Wednesday, not on 3 May 2023.", None)
    assert (open_day.value, open_day.start, open_day.end) == ("XXXX-WXX-3", None, None)
    assert (absolute.start, absolute.end) == ("2023-05-03", "2023-05-04")


def test_direction_follows_the_nearest_verb() -> None:
    """ "said Wednesday" looks back, "will meet Friday" ahead, in one sentence."""
    said, meet = find_times("He said Wednesday that they will meet on Friday.", WEDNESDAY)
    assert (said.direction, meet.direction) == ("past", "future")


def test_evening_anchor_knows_the_next_day() -> None:
    """Late on Wednesday a launch "Thursday" in the past tense was in the far east, not six days ago."""
    late = [
        time.value for time in find_times("The rocket rose on Thursday.", "2024-05-15T22:30:00Z")
    ]
    assert late == ["2024-05-16"]
    assert values("The rocket rose on Thursday.") == ["2024-05-09"]


def test_clock_beside_the_moment_of_publication() -> None:
    """A clock time with a zone and no day lies before the moment of publication, or behind it, as told."""
    evening = "2024-05-15T22:30:00Z"
    assert values("It fell at 2112 GMT.", evening) == ["2024-05-15T21:12Z"]
    assert values("It fell at 2315 GMT.", evening) == ["2024-05-14T23:15Z"]
    assert values("It will fall at 0100 GMT.", evening) == ["2024-05-16T01:00Z"]
    assert values("It rose at 7:20 a.m. Tokyo time.", evening) == ["2024-05-16T07:20+09:00"]


def test_summer_time_of_a_named_place() -> None:
    """A place follows its clock through the year; a fixed abbreviation does not."""
    july, january = datetime(2024, 7, 1, 12), datetime(2024, 1, 1, 12)
    assert zones.offset("ET", july) != zones.offset("ET", january)
    assert zones.offset("EST", july) == zones.offset("EST", january)
    assert zones.offset("nowhere", july) is None


def test_every_zone_of_the_table_is_known() -> None:
    """Each row of the zone table has an offset, so a typing error there is loud."""
    noon = datetime(2024, 1, 1, 12)
    for name in ("offset", "standard", "rule", "place"):
        assert all(zones.offset(told, noon) is not None for told in zones.table(name))


def test_bad_anchor_is_told() -> None:
    """An anchor that is no ISO day stops with its value."""
    with pytest.raises(BadInput, match="someday"):
        find_times("on Monday", "someday")
    assert not is_anchor("someday")
    assert is_anchor(WEDNESDAY) and is_anchor("2024-05-15T22:30:00Z")
    assert is_anchor("9999-12-31") and not is_anchor("9999-12-31T23:00:00-10:00")


def test_timetables_look_ahead() -> None:
    """The present tense of what is fixed hints at the future, yesterday's name at the past."""
    (opens,) = find_times("The fair opens on Friday.", WEDNESDAY)
    (meets,) = find_times("Council meets Tuesday", WEDNESDAY)
    assert (opens.direction, meets.direction) == ("future", "past")


@pytest.mark.parametrize(
    ("words", "number"),
    [("two thousand and six", 2006), ("a hundred thirty", 130), ("thirty-nine", 39), ("two dozen", 24), ("five six", None)],
)  # fmt: skip
def test_numbers_in_words(words: str, number: float | None) -> None:
    """Spelled numbers are read whole, and runs that are none are refused."""
    assert numerals.cardinal(words.replace("-", " ").split()) == number


def test_calendar_arithmetic() -> None:
    """Quarters, weeks, durations and Easter come out as the calendar has them."""
    assert quarter(2020, 0) == "2019-Q4"
    assert week(easter(2024)) == "2024-W13"
    assert duration(1.5, "TM") == "PT1M30S"
    assert duration(2.5, "Y") == "P2Y6M"
    assert stretch("2024-02") == (datetime(2024, 2, 1), datetime(2024, 3, 1))
    assert stretch("P3D") is None


PIECES = st.sampled_from(
    ["Monday", "May", "3", "2019", "at", "on", "6", "a.m.", "GMT", "local", "time", "the", "last", "week", "two", "years",
     "ago", "(", ")", ",", "-", "half", "past", "0300", "quarter", "said", "will", ".", "\n", "Tokyo", "31", "February", "12:60",
     "9999-12-31", "0001-01-01", "next", "decade", "century", "later", "UTC", "+", "\u0000", "\ud800", "\u202e", "🎉", "٣"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(PIECES, max_size=30),
    st.sampled_from([None, WEDNESDAY, "0001-01-01", "9999-12-31", "2024-05-15T23:00:00+02:00"]),
)
def test_offsets_and_bounds_hold_on_any_words(words: list[str], anchor: str | None) -> None:
    """Whatever stands together: no crash, true offsets, in order and apart, start before end."""
    text = " ".join(words)
    done = 0
    for time in find_times(text, anchor):
        assert time.span.fits(text)
        assert time.span.start >= done
        done = time.span.end
        if time.start and time.end:
            assert datetime.fromisoformat(time.start) < datetime.fromisoformat(time.end)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Any string is read without a crash and every quote stands where its span says."""
    assert all(time.span.fits(text) for time in find_times(text, WEDNESDAY))
