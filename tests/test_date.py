"""Days for undated articles: by their own words and by sister articles."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from crosswire.match import dating
from crosswire.records.base import Issue, Record
from crosswire.records.page import Article, Block, Draft, Told
from crosswire.records.shape import Room
from crosswire.stages.date import STAGE

EVENT = (
    "The crane of Solmar fell onto the barge Petrel, Port Master Ada Quist {when}. "
    "Harbour pilots from Elmsund and the Corvin Line pulled the Petrel to Quay Torvik."
)


def draft(name: str, body: str, published: str | None = None, **blocks: str) -> Draft:
    """A draft with this body; keyword arguments are blocks by label."""
    return Draft(
        article=Article(
            id=name,
            page=name,
            source=f"{name}.txt",
            text=body,
            body_end=len(body),
            blocks=tuple(Block(label=label, text=text) for label, text in blocks.items()),  # type: ignore[arg-type]
            headline="Crane falls onto Petrel",
            published=Told(value=published, how="stated") if published else None,
        )
    )


def settle(*drafts: Draft) -> dict[str, Record]:
    """What the stage yields for each article, by its id."""
    pool: list[Record] = list(drafts)
    found: list[Record] = []
    for step in STAGE.steps:
        groups: dict[str, list[Record]] = defaultdict(list)
        for record in pool:
            for key in step.key(record) if isinstance(record, step.reads) else ():
                groups[key].append(record)
        room = Room(STAGE.options)
        found = [out for key in sorted(groups) for out in step.run(key, groups[key], room)]
        pool += found
    articles = [record for record in found if isinstance(record, Article)]
    assert len(articles) == len(drafts)
    issues = {f"issue {record.article}": record for record in found if isinstance(record, Issue)}
    return {article.id: article for article in articles} | issues


def article(found: dict[str, Record], name: str) -> Article:
    """One settled article."""
    record = found[name]
    assert isinstance(record, Article)
    return record


SISTER = draft("sister", EVENT.format(when="said on Tuesday"), "2024-03-12T09:00Z")


def test_a_stated_day_is_the_anchor() -> None:
    """What the page tells stays as it is."""
    found = article(settle(SISTER), "sister")
    assert found.anchor == found.published == Told(value="2024-03-12T09:00Z", how="stated")


def test_weekday_and_sisters_give_a_day() -> None:
    """An undated report that names the sisters' weekday as today was published then."""
    found = article(settle(SISTER, draft("lost", EVENT.format(when="said Tuesday"))), "lost")
    assert found.published is not None
    assert found.published.value == "2024-03-12"
    assert "sister" in found.published.how and "Tuesday" in found.published.how


@pytest.mark.parametrize(
    "when", ["spoke", "will speak on Tuesday", "said last Tuesday", "said Monday"]
)
def test_sisters_alone_give_an_anchor_only(when: str) -> None:
    """Without that weekday as today the day stays unknown, and words are read against the sisters'."""
    found = article(settle(SISTER, draft("lost", EVENT.format(when=when))), "lost")
    assert found.published is None
    assert found.anchor is not None
    assert found.anchor.value == "2024-03-12"


def test_no_sister_no_day() -> None:
    """An undated article among strangers stays undated, and an issue says so."""
    stranger = draft("lost", "A farmer of Velm said Tuesday that his goat had won.")
    found = settle(SISTER, stranger)
    assert article(found, "lost").published is None
    assert article(found, "lost").anchor is None
    issue = found["issue lost"]
    assert isinstance(issue, Issue)
    assert issue.kind == "undated"


def test_a_widgets_day_bounds_but_never_dates() -> None:
    """A page seen on Sunday cannot have been written in the week after."""
    late = draft("late", EVENT.format(when="said on Friday"), "2024-03-15")
    lost = draft("lost", EVENT.format(when="said Friday"), furniture="Sunday, March 10, 2024")
    found = article(settle(late, lost), "lost")
    assert found.published is None
    assert found.anchor is None


def test_a_dateline_without_year_takes_it_from_sisters() -> None:
    """ "March 12" beside a report of 12 March 2024 is that day."""
    lost = draft("lost", EVENT.format(when="spoke"), dateline="SOLMAR, March 12 (NVA) -")
    found = article(settle(SISTER, lost), "lost")
    assert found.published is not None
    assert found.published.value == "2024-03-12"


def test_a_dateline_without_year_takes_it_from_its_own_words() -> None:
    """The first year from the latest one named on in which that day was the weekday named."""
    body = EVENT.format(when="said Tuesday") + " The crane was built in March 2022."
    found = article(settle(draft("lost", body, dateline="SOLMAR, March 12 (NVA) -")), "lost")
    assert found.published is not None
    assert found.published.value == "2024-03-12"
    assert "2022" in found.published.how


def test_weekdays_of_plans_and_other_weeks_are_left_out() -> None:
    """Only a weekday of something said or done counts."""
    text = (
        "He said Monday he will sail on Friday. It was met last Sunday. They met late on Wednesday."
    )
    assert [one.weekday for one in dating.named_weekdays(text)] == [0, 2]


def test_a_day_fits_best_where_today_and_yesterday_are_named() -> None:
    """Tuesday as yesterday and Wednesday as today fit a Wednesday better than a Tuesday."""
    named = dating.named_weekdays("They met Wednesday. He arrived on Tuesday, she said.")
    assert dating.fit(date(2024, 3, 13), named) > dating.fit(date(2024, 3, 12), named)


def test_a_name_of_the_whole_pile_is_passed_over() -> None:
    """A key that more drafts share than the bound yields nothing."""
    pair = STAGE.steps[0]
    crowd = [draft(f"a{n}", EVENT.format(when="spoke")) for n in range(STAGE.options.crowd + 1)]  # type: ignore[attr-defined]
    assert list(pair.run("solmar", crowd, Room(STAGE.options))) == []
