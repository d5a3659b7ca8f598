"""The mark before the first paragraph, in the forms that agencies use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.text.datelines import read_dateline, title_case

MARKS = [
    ("SOLMAR — The harbour", "Solmar", None, None),
    ("Solmar, Sep 13 (NVA).- The harbour", "Solmar", "NVA", "--09-13"),
    ("Solmar, 13 September, /NVAMEDIA/", "Solmar", "NVAMEDIA", "--09-13"),
    ("(Reuters) - The harbour", None, "Reuters", None),
    ("(NVA) In the harbour", None, "NVA", None),
    ("PORT ELM, North Coast (NVA) - The", "Port Elm, North Coast", "NVA", None),
    ("PORT ELM, May 20 (Coast Press Service) - The", "Port Elm", "Coast Press Service", "--05-20"),
    ("PORT ELM, Sept. 13, 2023 - Workers", "Port Elm", None, "2023-09-13"),
    ("PORT ELM -- Workers said", "Port Elm", None, None),
    ("SAN LUIS DE MAR, 3 de mayo (EFE) - El", "San Luis de Mar", "EFE", "--05-03"),
    ("ELM/SOLMAR, June 5 (NVA) - Aid", "Elm/Solmar", "NVA", "--06-05"),
    ("WASHINGTON, D.C. (AP) — The", "Washington, D.C.", "AP", None),
    ("Solmar (dpa/nv) – Die Werft", "Solmar", "dpa/nv", None),
    ("Solmar (NVA) The harbour was closed", "Solmar", "NVA", None),
    ("Solmar (CNN) The harbour was closed", "Solmar", "CNN", None),
    ("Solmar, Monday (NVA): The harbour was closed", "Solmar", "NVA", None),
    ("PORT ELM, May 20. /TASS/. The harbour", "Port Elm", "TASS", "--05-20"),
    ("Solmar [Norland], May 20 (ANI): The harbour", "Solmar", "ANI", "--05-20"),
    ("SOLMAR, May 20, 2023, SPA -- The harbour", "Solmar", "SPA", "2023-05-20"),
    ("Solmar, IRNA - The harbour was closed", "Solmar", "IRNA", None),
    ("AFP - The harbour was closed", None, "AFP", None),
    ("(ANSA) - SOLMAR, MAY 20 - The harbour", "Solmar", "ANSA", "--05-20"),
    ("SOLMAR — May 20 (Reuters) - The harbour", "Solmar", "Reuters", "--05-20"),
    ("新华社北京5月12日电 港口", "北京", "新华社", "--05-12"),
    ("中新社上海5月12日电（记者 张三）港口", "上海", "中新社", "--05-12"),
    ("【ソウル共同】港の沖で", "ソウル", "共同", None),
    ("【北京＝田中太郎】港の沖で", "北京", None, None),
    ("(서울=연합뉴스) 김철수 기자 = 항구에서", "서울", "연합뉴스", None),
    ("PORT ELM, Pa. — The harbour was closed", "Port Elm, Pa", None, None),
    (
        "Port Elm, NY – The harbour was closed for the first time in years",
        "Port Elm, NY",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("first", "place", "agency", "day"), MARKS)
def test_reads_the_usual_marks(
    first: str, place: str | None, agency: str | None, day: str | None
) -> None:
    """Place, agency and day are read from the marks of many agencies."""
    mark = read_dateline(first)
    assert mark is not None
    assert (mark.place, mark.agency, mark.day) == (place, agency, day)


@pytest.mark.parametrize(
    "first",
    [
        "The minister – who had resigned – said",
        "(See below) In the harbour",
        "THIS is the moment the crane fell",
        "By Jane Roe - The harbour",
        "12 March 2024 - the harbour",
        "Analysis - The harbour is quiet",
        "Mr Roe (45) - the harbour master",
        "The International Harbour Commission (IHC) asked its members on Monday to stop all work",
        "The World Herring Organization (WHO) Members agreed",
        "Elm River Port Authority (ERPA) said a crane fell",
        "Harbour Workers Union (HWU) — Members voted to strike after long and bitter talks",
        "Council for the Port of Elm (CPE) - The plan is ready",
        "Jane Roe (Labour) said the harbour was closed",
        "Rep. Jane Roe (L-Elm) said the harbour was closed",
        "Elm Gas (ELG) fell by a tenth on Monday",
        "Jane Roe at the harbour (Pat Low/Handout)",
        "HARBOUR NEWS / More than a third of the crew",
        "",
        "(",
        "—",
    ],
)
def test_ordinary_beginnings_are_no_marks(first: str) -> None:
    """Dashes, brackets and capitals in running text are not taken for a dateline."""
    assert read_dateline(first) is None


def test_hour_and_zone_of_the_mark_are_kept() -> None:
    """An hour in the mark gives a moment with its zone, and the day's own words are kept."""
    mark = read_dateline("PORT ELM, April 17, 2024 09:30 GMT (NVA) - The owner of the smelter")
    assert mark is not None
    assert mark.moment == "2024-04-17T09:30Z"
    assert mark.told == "April 17, 2024 09:30 GMT"


def test_the_mark_is_cut_off_whole() -> None:
    """What stands behind the mark's length is the paragraph without dash or blank."""
    first = "PORT ELM (NVA) - A crane fell."
    mark = read_dateline(first)
    assert mark is not None
    assert first[mark.length :] == "A crane fell."


def test_places_are_written_as_readers_write_them() -> None:
    """Capitals become a name's letters; small words and abbreviations stay."""
    assert title_case("AIX-EN-PROVENCE") == "Aix-en-Provence"
    assert title_case("PORT OF ELM, U.S.") == "Port of Elm, U.S."


@given(st.text(max_size=300))
def test_any_text_is_survived_and_the_length_fits(first: str) -> None:
    """No text breaks the reader, and a mark is never longer than its paragraph."""
    mark = read_dateline(first)
    assert mark is None or 0 < mark.length <= len(first)
