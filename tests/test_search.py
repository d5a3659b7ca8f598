"""Search: names in all spellings, filters, claims before statements before articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli_runner import Runner, one_line
from tests.upkeep_pages import harbour_pages

from crosswire.records.page import Page
from crosswire.store.archive import Archive, open_archive
from crosswire.upkeep import add, settle
from crosswire.upkeep.searching import Query, search

REPORTS = (
    (
        "Sorrel Courier", "2031-03-04",
        "Mill at Dunmere closes\n\nThe mill at Dunmere will close in May, Mayor Wenzel Marr said on "
        "Tuesday.\n\nAbout 140 people work there. “We fought for it until the last day,” Marr said.\n\n"
        "The owner denied that the river had been poisoned.",
    ),
    (
        "Vellum Mercury", "2031-03-05",
        "Dunmere mill to close\n\nThe mill at Dunmere will close in May, according to the trade union.\n\n"
        "“Nobody told us,” said union secretary Édith Vane. W. Marr had called a meeting for Tuesday.",
    ),
)  # fmt: skip


def pages() -> list[Page]:
    return [
        Page.make(
            f"{outlet}.txt",
            text.split("\n\n", 1)[1].encode(),
            "text/plain",
            fields={"outlet": outlet, "published": day, "title": text.split("\n\n", 1)[0]},
        )
        for outlet, day, text in REPORTS
    ]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "desk.db") as archive:
        add(archive, [*pages(), *harbour_pages()])
        settle(archive)
        yield archive


def texts(archive: Archive, **asked: object) -> list[str]:
    return [one.text for one in search(archive, Query(**asked))]  # type: ignore[arg-type]


def test_words_are_found_without_endings_case_and_accents(shelf: Archive) -> None:
    """A claim that holds the words comes first, and shows where they stand."""
    found = list(search(shelf, Query("closing MILLS")))
    assert found[0].kind == "claim"
    assert "[close]" in found[0].marked
    assert "mill at Dunmere" in found[0].text
    assert any("[Édith" in one.marked for one in search(shelf, Query("edith vane")))


def test_a_name_is_found_in_all_its_spellings(shelf: Archive) -> None:
    """Who looks for the full name finds the sentences that have the surname alone."""
    told = texts(shelf, words="Wenzel Marr")
    assert any("We fought for it" in text for text in told)
    assert any("called a meeting" in text for text in texts(shelf, words='"Wenzel Marr" meeting'))


def test_a_name_of_one_story_widens_no_other(shelf: Archive) -> None:
    """The other forms of a name count only in stories that know it by them."""
    stories = {one.thread for one in search(shelf, Query("Wenzel Marr"))}
    assert len(stories) == 1


def test_filters_narrow_what_is_found(shelf: Archive) -> None:
    """Outlet, source, place, days, mode and origins each leave out what does not fit."""
    assert {o.outlet for o in search(shelf, Query("mill", outlet="mercury"))} == {"Vellum Mercury"}
    assert all("Marr" in " ".join(o.sources) for o in search(shelf, Query(source="marr")))
    assert {o.mode for o in search(shelf, Query(mode="denied", words="river"))} == {"denied"}
    assert all(one.origins >= 2 for one in search(shelf, Query("mill", origins=2)))
    assert texts(shelf, words="mill", place="Aldhaven") == []
    assert texts(shelf, words="mill", place="dunmere")
    days = {(o.published or "")[:10] for o in search(shelf, Query("mill", first="2031-03-05"))}
    assert days == {"2031-03-05"}
    assert texts(shelf, words="mill", last="2031-03-03") == []


def test_an_article_that_holds_the_words_apart_is_found(shelf: Archive) -> None:
    """Words that no single sentence holds are found in the article."""
    found = list(search(shelf, Query("union meeting May")))
    assert [one.kind for one in found] == ["article"]
    assert "[" in found[0].marked


@pytest.mark.parametrize(
    "words", ['"', "* ( ) -", "NEAR(", 'a"b', "x:y", "\0", "AND OR", "🐝", "'", "^a"]
)
def test_any_words_are_only_words(shelf: Archive, words: str) -> None:
    """No sign that the index gives a meaning does harm."""
    list(search(shelf, Query(words)))


def test_search_as_a_shell_sees_it(
    shelf: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Lines by story, JSON where asked for, and clear words where nothing is found."""
    run = Runner(monkeypatch, tmp_path)
    done = run("search", "mill", "close", "--archive", "desk.db")
    assert done.status == 0
    assert "[mill]" in done.out
    assert "2 origins" in done.out
    told = run("search", "mill", "--archive", "desk.db", "--json", "--limit", "2")
    assert json.loads(told.out.splitlines()[0])["kind"] == "claim"
    assert len(told.out.splitlines()) == 2
    nothing = run("search", "zeppelin", "--archive", "desk.db")
    assert nothing.status == 1
    one_line(nothing, "nothing holds all that")
    for wrong in (["--archive", "desk.db"], ["x", "--from", "May", "--archive", "desk.db"]):
        assert run("search", *wrong).status == 2
