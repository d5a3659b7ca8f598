"""Watching: the pace, what a visit brings, and that nothing is lost or doubled on the way."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import ArchiveError, InputError
from crosswire.records.fetch import Followed, Visit
from crosswire.records.page import Page
from crosswire.sources import watch as watching
from crosswire.sources.intake import Desk, new_row
from crosswire.sources.pace import Pace, back_off, feed_interval, jittered, revisit
from crosswire.sources.watch import Habits, Hooks, Stop, Tally, Watch, holder, is_gone
from crosswire.sources.web import moment
from crosswire.store.archive import open_archive
from crosswire.store.following import Following
from web_server import START, Asked, Clock, Raw, Reply, Site, fetcher, serving

PACE = Pace()
MINUTE, HOUR, DAY = 60, 3600, 86_400


def article(title: str, text: str = "The mill at Dunmore burned on Monday.") -> str:
    """A page of one article."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text} " + (
        f"{title} was told by the brigade. " * 30 + "</p></body></html>"
    )


def rss(*paths: str) -> Reply:
    """A feed that names these paths."""
    items = "".join(f"<item><title>{path}</title><link>{path}</link></item>" for path in paths)
    feed = f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"
    return Reply(feed, kind="application/rss+xml")


class Desktop:
    """A site, a clock and an archive, and a way to watch for a while."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.clock = site, Clock()
        self.path = folder / "desk.db"
        self.fetcher = fetcher(site, self.clock)
        self.said: list[str] = []
        self.archive = open_archive(self.path)
        self.shelf = Following(self.archive)

    def desk(self) -> Desk:
        """What deciding needs."""
        return Desk(self.clock.now(), lambda: 0.5, PACE, self.shelf.followed_at)

    def follow(self, path: str, kind: str = "feed") -> None:
        """Follows a path of the site."""
        self.shelf.follow([new_row(self.site.url(path), kind, self.desk())])  # type: ignore[arg-type]

    def watch(
        self, *, after: float = 0.0, shelf: Following | None = None, **habits: float
    ) -> Tally:
        """One round, so many seconds later."""
        self.clock.passed += after
        watch = Watch(
            shelf or self.shelf,
            self.fetcher,
            Habits(PACE, **{"workers": 2, "patience": 0.0, **habits}),  # type: ignore[arg-type]
            Hooks(say=self.said.append),
            stop=Stop(self.clock.sleep),
            now=self.clock.now,
            chance=lambda: 0.5,
        )
        return watch.run(once=True)

    def row(self, path: str) -> Followed:
        """How a path stands."""
        return self.shelf.followed_at([self.site.url(path)])[self.site.url(path)]

    def pages(self) -> list[str]:
        """Paths of the pages kept, in the order in which they came."""
        return [
            (page.address or "").partition(f":{self.site.port}")[2] for page in self.archive.pages()
        ]

    def visits(self) -> list[Visit]:
        """All visits but those for robots.txt."""
        return [one for one in self.shelf.visits() if not one.url.endswith("/robots.txt")]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desktop]:
    """A desk with two articles to read."""
    with serving() as site:
        site["/1"], site["/2"] = article("One"), article("Two")
        site["/feed"] = rss("/1", "/2")
        desk = Desktop(site, tmp_path)
        yield desk
        desk.archive.close()


def test_a_feed_brings_its_articles_once(desk: Desktop) -> None:
    """Each article is fetched once, and an unchanged feed or article brings nothing again."""
    desk.follow("/feed")
    assert desk.watch() == Tally(visits=3, pages=2)
    assert desk.pages() == ["/1", "/2"]
    assert desk.watch(after=16 * MINUTE) == Tally(visits=3, unchanged=3)
    desk.site["/3"] = article("Three")
    desk.site["/feed"] = rss("/3", "/1", "/2")
    desk.watch(after=20 * MINUTE)
    assert desk.pages() == ["/1", "/2", "/3"]
    assert desk.row("/feed").title == "Wire"
    assert len({visit.id for visit in desk.visits()}) == len(desk.visits())


def test_a_changed_article_is_a_new_version(desk: Desktop) -> None:
    """New words are a new page of the same address; a new advert is not."""
    desk.follow("/1", "page")
    desk.watch()
    desk.site["/1"] = article("One") + "<script>another advert</script>"
    desk.watch(after=16 * MINUTE)
    assert desk.pages() == ["/1"]
    desk.site["/1"] = article("One", "Twelve are hurt.")
    desk.watch(after=HOUR)
    assert desk.pages() == ["/1", "/1"]
    told = [visit.outcome for visit in desk.visits()]
    assert told == ["fetched", "unchanged", "fetched"]
    assert all(visit.hash for visit in desk.visits())


def test_an_article_is_asked_densely_at_first_then_sparsely(desk: Desktop) -> None:
    """After 15 minutes, an hour, four, a day, three, seven, thirty: then no more."""
    desk.follow("/1", "page")
    ages = []
    while (due := desk.row("/1").next_at) is not None:
        desk.clock.passed = (datetime.fromisoformat(due) - START).total_seconds()
        ages.append(round(desk.clock.passed / MINUTE))
        desk.watch()
    assert ages == [0, 15, 60, 240, 1440, 4320, 10080, 43200]


def test_a_feed_that_marks_an_article_as_changed_has_it_asked_again(desk: Desktop) -> None:
    """Another time of change in the feed means another visit, long before the next one is due."""

    def atom(changed: str) -> Reply:
        entry = f"<entry><title>x</title><link href='/1'/><updated>{changed}</updated></entry>"
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>{entry}</feed>"
        return Reply(feed, kind="application/atom+xml")

    desk.site["/atom"] = atom("2024-03-04T08:00:00Z")
    desk.follow("/atom")
    desk.watch()
    desk.watch(after=5 * HOUR)
    before = desk.row("/1").visits
    desk.site["/atom"] = atom("2024-03-04T13:30:00Z")
    desk.site["/1"] = article("One", "It is out.")
    desk.watch(after=HOUR)
    assert desk.row("/1").visits == before + 1
    assert desk.pages() == ["/1", "/1"]


def test_an_entry_with_its_text_is_kept_without_asking(desk: Desktop) -> None:
    """The feed's own text is the page, and another text of it the next version."""

    def full(words: str) -> Reply:
        body = f"<p>{words * 40}</p>"
        item = f"<item><title>Mill</title><link>/mill</link><description><![CDATA[{body}]]></description></item>"
        return Reply(f"<rss version='2.0'><channel>{item}</channel></rss>", kind="text/xml")

    desk.site["/full"] = full("The mill burned. ")
    desk.follow("/full")
    assert desk.watch() == Tally(visits=1, pages=1)
    desk.site["/full"] = full("The mill burned down. ")
    desk.watch(after=HOUR)
    assert desk.pages() == ["/mill", "/mill"]
    assert "/mill" not in desk.site.paths()
    assert next(desk.archive.pages()).fields["title"] == "Mill"


def test_two_ways_to_one_article_bring_it_once(desk: Desktop) -> None:
    """Tracking words and redirects lead to one address; the page is kept and asked once."""
    desk.site["/r"] = Reply(status=302, headers={"Location": "/1"})
    desk.site["/feed"] = rss("/1?utm_source=a", "/1", "/r")
    desk.site["/other"] = rss("/r", "/1#top")
    desk.follow("/feed")
    desk.follow("/other")
    desk.watch()
    assert desk.pages() == ["/1"]
    assert desk.row("/r").next_at is None
    assert desk.row("/1").next_at is not None


def test_marks_are_sent_so_that_nothing_comes_twice(desk: Desktop) -> None:
    """ETag and Last-Modified of the last visit go with the next."""

    def conditional(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"7"':
            return Reply(status=304)
        return Reply(rss("/1").body, kind="text/xml", headers={"ETag": '"7"'})

    desk.site["/feed"] = conditional
    desk.follow("/feed")
    desk.watch()
    desk.watch(after=HOUR)
    desk.watch(after=HOUR)
    feed = [visit for visit in desk.visits() if visit.url.endswith("/feed")]
    assert [visit.status for visit in feed] == [200, 304, 304]
    assert desk.row("/feed").etag == '"7"'


def test_a_feed_that_breaks_is_left_alone_for_longer_each_time(desk: Desktop) -> None:
    """Its state stays where it was, so that what it names when it is mended is all fetched."""
    desk.follow("/feed")
    desk.site["/feed"] = Reply("<rss><chan", kind="text/xml", headers={"ETag": '"broken"'})
    desk.watch()
    waits = []
    for _ in range(4):
        desk.site["/feed"] = Reply("no feed at all", kind="text/xml")
        due = datetime.fromisoformat(desk.row("/feed").next_at or "")
        waits.append((due - desk.clock.now()).total_seconds())
        desk.watch(after=waits[-1] + 1)
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]
    assert desk.row("/feed").etag != '"broken"' or desk.row("/feed").failures == 0
    assert any(visit.error == "broken-feed" and visit.message for visit in desk.visits())
    desk.site["/feed"] = rss("/1", "/2")
    desk.watch(after=DAY)
    assert desk.pages() == ["/1", "/2"]
    assert desk.row("/feed").failures == 0


def test_articles_that_fail_are_given_up_in_the_end(desk: Desktop) -> None:
    """Gone at once for 410, refused types at once, a broken server after two days."""
    desk.site["/410"], desk.site["/pic"] = Reply(status=410), Reply(b"x", kind="image/png")
    desk.site["/500"] = Reply(status=500)
    for path in ("/410", "/pic", "/500"):
        desk.follow(path, "page")
    desk.watch()
    assert desk.row("/410").next_at is None
    assert desk.row("/pic").next_at is None
    tries = 1
    while (due := desk.row("/500").next_at) is not None:
        desk.clock.passed = (datetime.fromisoformat(due) - START).total_seconds()
        desk.watch()
        tries += 1
    assert tries == PACE.failures_most


def test_retry_after_is_kept(desk: Desktop) -> None:
    """A host that asks for an hour is left alone for an hour, with all its pages."""
    desk.site["/feed"] = Reply(status=503, headers={"Retry-After": "3600"})
    desk.follow("/feed")
    desk.follow("/1", "page")
    desk.watch()
    asked = len(desk.site.paths())
    assert desk.watch(after=50 * MINUTE).visits == 0
    assert len(desk.site.paths()) == asked
    desk.site["/feed"] = rss("/2")
    desk.watch(after=11 * MINUTE)
    assert "/2" in desk.pages()


def test_sitemaps_bring_what_is_news(desk: Desktop) -> None:
    """Of a first reading only what is dated and recent; later also what was not there before."""

    def sitemap(*urls: tuple[str, str]) -> Reply:
        told = "".join(
            f"<url><loc>{path}</loc><lastmod>{day}</lastmod></url>" for path, day in urls
        )
        return Reply(f"<urlset>{told}</urlset>", kind="application/xml")

    desk.site["/index"] = Reply(
        "<sitemapindex><sitemap><loc>/map</loc><lastmod>2024-03-04</lastmod></sitemap><sitemap>"
        "<loc>/archive</loc><lastmod>2019-01-01</lastmod></sitemap></sitemapindex>", kind="text/xml"
    )  # fmt: skip
    desk.site["/map"] = sitemap(("/1", "2024-03-04"), ("/2", "2019-01-01"), ("/3", ""))
    desk.site["/3"], desk.site["/4"] = article("Three"), article("Four")
    desk.follow("/index", "sitemap")
    desk.watch()
    assert desk.pages() == ["/1"]
    desk.site["/map"] = sitemap(("/1", "2024-03-04"), ("/2", "2019-01-01"), ("/3", ""), ("/4", ""))
    desk.watch(after=HOUR)
    assert desk.pages() == ["/1", "/4"]
    assert "/archive" not in desk.site.paths()


def test_unfollowing_ends_what_a_feed_led_to(desk: Desktop) -> None:
    """Neither the feed nor its articles are asked again; what was kept stays."""
    desk.follow("/feed")
    desk.watch()
    desk.shelf.unfollow([desk.site.url("/feed")])
    assert desk.watch(after=DAY) == Tally()
    assert desk.pages() == ["/1", "/2"]


class Killed(BaseException):
    """As kill -9: nothing catches it."""


class Mortal(Following):
    """A store whose process is killed at the n-th write, before or after it."""

    def __init__(self, inner: Following, at: int, *, after: bool) -> None:
        super().__init__(inner.archive)
        self.left, self.after = at, after

    def keep(
        self, visits: Sequence[Visit], pages: Sequence[Page], rows: Sequence[Followed]
    ) -> None:
        """Keeps, or dies."""
        self.left -= 1
        if self.left == 0 and not self.after:
            raise Killed
        super().keep(visits, pages, rows)
        if self.left == 0:
            raise Killed


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, 8))
def test_killed_between_any_two_writes_nothing_is_lost_or_doubled(
    desk: Desktop, at: int, after: bool
) -> None:
    """The next start brings what is missing and nothing twice."""
    paths = [f"/{number}" for number in range(1, 6)]
    for path in paths:
        desk.site[path] = article(path)
    desk.site["/feed"] = rss(*paths)
    desk.follow("/feed")
    with contextlib.suppress(Killed):
        desk.watch(shelf=Mortal(desk.shelf, at, after=after))
    desk.watch()
    assert sorted(desk.pages()) == paths
    assert len(desk.visits()) == len({(visit.url, visit.at, visit.id) for visit in desk.visits()})


class Full(Following):
    """A store on a disk that is full for a while."""

    def __init__(self, inner: Following, times: int) -> None:
        super().__init__(inner.archive)
        self.left = times

    def keep(
        self, visits: Sequence[Visit], pages: Sequence[Page], rows: Sequence[Followed]
    ) -> None:
        """Fails so many times."""
        self.left -= 1
        if self.left >= 0:
            raise ArchiveError("The archive could not be written: the disk is full.")
        super().keep(visits, pages, rows)


def test_a_full_disk_is_waited_for_with_the_answer_in_hand(desk: Desktop) -> None:
    """It is said once, the sleep grows, and nothing is asked twice for it."""
    desk.follow("/feed")
    desk.watch(shelf=Full(desk.shelf, 4), patience=60.0)
    assert sorted(desk.pages()) == ["/1", "/2"]
    assert sorted(desk.site.paths()) == ["/1", "/2", "/feed"]
    assert [line for line in desk.said if "disk is full" in line] == desk.said
    assert len(desk.said) == 1
    assert sum(desk.clock.slept) == pytest.approx(15.0)


def test_a_disk_that_stays_full_ends_a_single_round(desk: Desktop) -> None:
    """With an end to its patience the error comes out, and nothing is lost."""
    desk.follow("/feed")
    with pytest.raises(ArchiveError):
        desk.watch(shelf=Full(desk.shelf, 99), patience=5.0)
    desk.watch()
    assert sorted(desk.pages()) == ["/1", "/2"]


def test_two_watchers_do_not_share_one_archive(
    desk: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one is told who has it; one that is dead or long silent is passed over."""
    desk.follow("/feed")
    now, until = moment(desk.clock.now()), moment(desk.clock.now() + timedelta(minutes=5))
    monkeypatch.setattr(watching, "is_gone", lambda _holder: False)
    desk.shelf.take_lease("elsewhere:7:1", now, until, lambda _holder: False)
    with pytest.raises(InputError, match="elsewhere:7"):
        desk.watch()
    monkeypatch.setattr(watching, "is_gone", lambda _holder: True)
    assert desk.watch().pages == 2
    monkeypatch.setattr(watching, "is_gone", lambda _holder: False)
    now, until = moment(desk.clock.now()), moment(desk.clock.now() + timedelta(minutes=5))
    desk.shelf.take_lease("elsewhere:7:1", now, until, lambda _holder: False)
    assert desk.watch(after=HOUR).visits


def test_a_dead_holder_is_known() -> None:
    """Only a process of this machine that lives no more is gone."""
    machine, number, began = holder().split(":")
    assert is_gone(f"{machine}:999999999:1")
    assert not is_gone(f"{machine}:1:1") or int(number) == 1
    assert not is_gone(f"other-{machine}:999999999:1")
    assert not is_gone("nonsense")
    assert began.isdigit()


def test_a_clock_that_jumps_does_no_harm(desk: Desktop) -> None:
    """Forward: all falls due once. Back: what was planned in the future is asked now."""
    desk.follow("/feed")
    desk.clock.shift = 400 * DAY
    desk.watch()
    desk.clock.shift = 10 * DAY
    assert desk.watch().visits == 3
    assert desk.watch().visits == 0
    assert desk.pages() == ["/1", "/2"]


def test_hosts_that_hang_do_not_hold_up_others(desk: Desktop) -> None:
    """While one host says nothing, the others are asked."""
    let_go = threading.Event()

    def hanging(_asked: Asked) -> Iterator[bytes]:
        let_go.wait(5)
        yield b""

    desk.site["other.test/hang"] = hanging
    desk.fetcher = fetcher(desk.site, desk.clock, seconds=5.0)
    desk.shelf.follow([new_row(desk.site.url("/hang", host="other.test"), "page", desk.desk())])
    desk.follow("/feed")
    kept: list[str] = []

    def tell(row: Followed, _intake: object) -> None:
        kept.append(row.address)
        if len(kept) == 3:
            let_go.set()

    Watch(
        desk.shelf, desk.fetcher, Habits(workers=2), Hooks(tell=tell),
        stop=Stop(desk.clock.sleep), now=desk.clock.now,
    ).run(once=True)  # fmt: skip
    assert kept[-1].endswith("/hang")


def test_a_stop_is_obeyed_between_two_pages(desk: Desktop) -> None:
    """What was not asked stays due; the lease is given back."""
    desk.follow("/feed")
    stop = Stop(desk.clock.sleep)

    def tell(_row: object, _intake: object) -> None:
        stop.wanted = True

    watch = Watch(desk.shelf, desk.fetcher, hooks=Hooks(tell=tell), stop=stop, now=desk.clock.now)
    assert watch.run().visits == 1
    assert desk.watch().pages == 2


def test_a_fault_of_ours_does_not_end_the_watch(
    desk: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told, written down as a failure, and the next address is asked."""
    desk.follow("/feed")
    desk.follow("/1", "page")

    def faulty(*_words: object) -> object:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(watching, "list_intake", faulty)
    tally = desk.watch()
    assert (tally.pages, tally.failed) == (1, 1)
    assert "fault of crosswire" in desk.said[0]
    monkeypatch.undo()
    desk.watch(after=HOUR)
    assert sorted(desk.pages()) == ["/1", "/2"]


def test_pages_are_worked_in_as_they_come(desk: Desktop) -> None:
    """Whoever works pages in is called when there are some."""
    called: list[int] = []
    desk.follow("/feed")
    hooks = Hooks(work_in=lambda: called.append(len(desk.pages())))
    Watch(desk.shelf, desk.fetcher, Habits(workers=1), hooks, now=desk.clock.now).run(once=True)
    assert called == [2]


@pytest.mark.parametrize("answer", [Raw(b"\x00"), Reply(status=304), Reply(status=999)])
def test_answers_that_make_no_sense_fail(desk: Desktop, answer: Reply | Raw) -> None:
    """Also a server that says "as it was" to one who never had it."""
    desk.site["/1"] = answer
    desk.follow("/1", "page")
    desk.watch()
    assert desk.pages() == []
    assert desk.row("/1").failures == 1


@given(st.floats(1, 1e7), st.integers(0, 50))
def test_intervals_of_feeds_stay_within_bounds(every: float, fresh: int) -> None:
    """Never more often than the least, never less than the most; news makes it no slower."""
    told = feed_interval(every, fresh, PACE)
    assert PACE.feed_least <= told <= PACE.feed_most
    assert feed_interval(every, 1, PACE) <= feed_interval(every, 0, PACE)


@given(st.integers(1, 10_000), st.one_of(st.none(), st.floats(0, 1e9)), st.floats(0, 1))
def test_failures_wait_within_bounds(failures: int, wish: float | None, chance: float) -> None:
    """The wait grows, is never longer than a day, and keeps what the server wishes up to that."""
    told = back_off(failures, wish, chance, PACE)
    assert 0 < told <= PACE.fail_most
    assert told >= min(wish or 0, PACE.fail_most)
    assert back_off(failures + 1, wish, chance, PACE) >= told


@given(st.floats(0, 4e6), st.floats(0, 4e6), st.integers(0, 100))
def test_articles_are_asked_later_and_not_for_ever(age: float, changed: float, visits: int) -> None:
    """The next visit lies ahead, and after a month there is none."""
    now = START + timedelta(seconds=age)
    when = START + timedelta(seconds=min(changed, age))
    told = revisit(START, when, now, visits, PACE)
    assert told is None or told > 0
    if visits >= PACE.visits_most or age > 30 * DAY:
        assert told is None


@given(st.floats(0, 1))
def test_chance_moves_an_interval_a_little(chance: float) -> None:
    """By a tenth at most."""
    assert 89.9 < jittered(100, chance, PACE) < 110.1
