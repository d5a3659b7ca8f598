"""The commands that bring pages in: add, follow, unfollow, watch, as a shell sees them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_runner import COURIER, MERCURY, Done, Runner
from crosswire.sources.turns import Turns
from web_server import Reply, Site, serving

ARTICLE = "<html><head><title>Ferry aground</title></head><body><h1>Ferry aground</h1><p>{}</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a feed of two articles, on this machine."""
    with serving() as site:
        site["/1"] = ARTICLE.format(COURIER)
        site["/2"] = ARTICLE.format(MERCURY)
        site["/rss"] = Reply(
            "<rss version='2.0'><channel><title>Wire</title><item><link>/1</link></item>"
            "<item><link>/2</link></item></channel></rss>",
            kind="application/rss+xml",
        )
        site["/"] = Reply(
            "<html><head><link rel=alternate type='application/rss+xml' title=All href=/rss></head>"
        )
        yield site


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A shell in an empty folder, whose requests need not keep their distance."""
    init = Turns.__init__

    def hurried(self: Turns, clock: object, sleep: object, _gap: float = 0.0) -> None:
        init(self, clock, sleep, 0.0)  # type: ignore[arg-type]

    monkeypatch.setattr(Turns, "__init__", hurried)
    return Runner(monkeypatch, tmp_path)


def here(site: Site, path: str) -> str:
    """The address of a path, by number, as somebody at this machine would write it."""
    return f"http://127.0.0.1:{site.port}{path}"


def last(done: Done) -> str:
    """The last line on standard error."""
    return done.lines[-1]


ALLOW = ("--allow", "127.0.0.1", "--archive", "desk.db")


def test_files_are_added_once(desk: Runner) -> None:
    """The second time nothing is new; what cannot be read is told and does not fail the rest."""
    desk.two_reports()
    done = desk("add", "pile", "gone.html", "--archive", "desk.db", "--workers", "1")
    assert done.status == 0
    assert "gone.html" in done.lines[0]
    assert last(done) == "crosswire: 2 pages added, 1 not read."
    assert last(desk("add", "pile", "--archive", "desk.db")).endswith(
        "0 pages added, 2 there already."
    )
    assert desk("brief", "--archive", "desk.db", "-f", "json").status == 0


def test_addresses_are_added_where_they_are_allowed(desk: Runner, site: Site) -> None:
    """Without leave nothing on this machine is fetched; a feed is for following."""
    refused = desk("add", here(site, "/1"), "--archive", "desk.db")
    assert refused.status == 2
    assert "this machine itself" in refused.lines[0]
    assert site.asked == []
    done = desk("add", here(site, "/1"), here(site, "/rss"), *ALLOW)
    assert done.status == 0
    assert "crosswire follow" in done.lines[0]
    assert last(done) == "crosswire: 1 page added, 1 not read."
    assert last(desk("add", here(site, "/1"), *ALLOW)).endswith("0 pages added, 1 there already.")


@pytest.mark.parametrize(
    "words",
    [("add",), ("add", "--archive", "x.db"), ("add", "x", "--archive", "x.db", "--allow", "a/b"),
     ("watch", "--archive", "none.db"), ("unfollow", "--archive", "x.db"),
     ("follow", "none.opml", "--archive", "x.db"), ("follow", "ftp://x/y", "--archive", "x.db"),
     ("unfollow", "http://x.test/", "--archive", "none.db")],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_line(desk: Runner, words: tuple[str, ...]) -> None:
    """With what to do next, and no trace of the program's insides."""
    done = desk(*words)
    assert done.status in {1, 2, 3}
    assert done.lines
    assert all(line.startswith("crosswire: ") for line in done.lines)
    assert "fault of crosswire" not in "".join(done.lines)


def test_a_feed_is_followed_and_watched(desk: Runner, site: Site) -> None:
    """follow asks once, watch fetches the articles, and a second round finds nothing due."""
    done = desk("follow", here(site, "/rss"), *ALLOW)
    assert done.status == 0
    assert "followed as a feed; 2 pages to fetch" in last(done)
    assert "followed already" in last(desk("follow", here(site, "/rss"), *ALLOW))
    watched = desk("watch", "--once", *ALLOW)
    assert watched.status == 0
    assert sum("new" in line for line in watched.out.splitlines()) == 2
    assert "2 requests, 2 new pages" in last(watched)
    assert "0 requests" in last(desk("watch", "--once", *ALLOW))
    listed = desk("follow", "--archive", "desk.db")
    assert "2 articles watched" in listed.out
    assert site.paths().count("/rss") == 2


def test_a_page_is_followed_by_its_feed_and_unfollowed(desk: Runner, site: Site) -> None:
    """The feed that a page names stands for it; unfollowing ends all that it led to."""
    done = desk("follow", here(site, "/"), *ALLOW)
    assert "its feed" in done.lines[0]
    assert last(desk("unfollow", here(site, "/"), "--archive", "desk.db")).endswith(
        "--archive FILE"
    )
    done = desk("unfollow", here(site, "/rss"), "--archive", "desk.db")
    assert last(done) == "crosswire: 3 followed addresses asked no more."
    assert desk("watch", "--once", *ALLOW).status == 2


def test_an_article_is_followed_itself_although_it_names_a_feed(desk: Runner, site: Site) -> None:
    """A page that calls itself an article is one; a page that names itself as its feed is refused."""
    head = "<link rel=alternate type='application/rss+xml' href=/rss>"
    site["/live"] = Reply(
        f"<html><head><meta property=og:type content=article>{head}</head></html>"
    )
    assert "followed as a page" in last(desk("follow", here(site, "/live"), *ALLOW))
    for number in range(3):
        link = f"<link rel=alternate type='application/rss+xml' href=/{number + 1}x>"
        site[f"/{number}x"] = Reply(f"<html><head>{link}</head></html>")
    done = desk("follow", here(site, "/0x"), *ALLOW)
    assert (done.status, "no feed" in last(done)) == (1, True)


def test_lists_of_feeds_are_followed(desk: Runner, site: Site) -> None:
    """OPML and plain lists; an article without a feed is followed itself; a dead address is told."""
    desk.write("a.opml", f"<opml><body><outline xmlUrl='{here(site, '/rss')}'/></body></opml>")
    desk.write("list.txt", f"# mine\n{here(site, '/rss')}\n{here(site, '/more')}\n")
    assert "1 feed followed" in last(desk("follow", "a.opml", *ALLOW))
    assert "1 feed followed, 1 known before" in last(desk("follow", "list.txt", *ALLOW))
    assert "followed as a page" in last(desk("follow", here(site, "/1"), *ALLOW))
    dead = desk("follow", here(site, "/dead"), *ALLOW)
    assert (dead.status, "Not followed" in last(dead)) == (1, True)
    assert desk("watch", "--once", *ALLOW).status == 0


def test_a_front_page_without_feed_is_followed_by_its_sitemap(desk: Runner, site: Site) -> None:
    """The one with news in its name, of those that robots.txt names; failures are listed as such."""
    site["/"] = Reply("<html><p>Front</p></html>")
    maps = f"Sitemap: {here(site, '/all.xml')}\nSitemap: {here(site, '/news.xml')}\n"
    site["/robots.txt"] = Reply(maps, kind="text/plain")
    today = datetime.now(UTC).date().isoformat()
    site["/news.xml"] = Reply(
        f"<urlset><url><loc>/1</loc><lastmod>{today}</lastmod></url></urlset>", kind="text/xml"
    )
    done = desk("follow", here(site, "/"), *ALLOW)
    assert "followed as a sitemap; 1 page to fetch" in last(done)
    desk.write("list.txt", here(site, "/gone.xml"))
    desk("follow", "list.txt", *ALLOW)
    assert "1 new page" in last(desk("watch", "--once", *ALLOW))
    listed = desk("follow", "--archive", "desk.db").out
    assert "The page is not there (status 404)." in listed
    assert "1 article watched" in listed


def test_a_watch_ends_well_at_ctrl_c(desk: Runner, site: Site) -> None:
    """In a process of its own: it says that nothing is lost, and leaves with the usual status."""
    desk("follow", here(site, "/rss"), *ALLOW)
    process = subprocess.Popen(
        [sys.executable, "-m", "crosswire", "watch", *ALLOW],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=desk.folder,
    )  # fmt: skip
    assert process.stdout is not None
    assert "new" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130, (out, err)
    assert "Nothing is lost" in err
    assert "1 requests" not in err
    assert desk("watch", "--once", *ALLOW).status == 0
