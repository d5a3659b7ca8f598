"""The door to the network: what it fetches, what it refuses, and that every answer has an end."""

from __future__ import annotations

import gzip
import ssl
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.sources import exchange
from crosswire.sources.addresses import cleaned, opened, plain
from crosswire.sources.gate import Gate, by_system, not_public
from crosswire.sources.line import Meter
from crosswire.sources.refusal import Refused
from crosswire.sources.said import said
from crosswire.sources.turns import Turns
from crosswire.sources.web import Fetcher
from web_server import CERTIFICATE, Asked, Clock, Raw, Reply, Site, fetcher, serving

ARTICLE = "<html><body><p>" + "The mill at Dunmore burned on Monday. " * 20 + "</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server whose /a is an article."""
    with serving() as site:
        site["/a"] = ARTICLE
        yield site


def sent(*pieces: bytes, wait: float = 0.0) -> Callable[[Asked], Iterator[bytes]]:
    """An answer in pieces, with a pause before each but the first."""

    def answer(_asked: Asked) -> Iterator[bytes]:
        for number, piece in enumerate(pieces):
            time.sleep(wait if number else 0)
            yield piece

    return answer


def test_a_page_comes_with_its_visit(site: Site) -> None:
    """What is fetched is written down: status, bytes, hash, type, marks to ask with again."""
    site["/a"] = Reply(ARTICLE, headers={"ETag": '"one"', "Last-Modified": "Mon, 04 Mar 2024"})
    answer = fetcher(site).fetch(site.url("/a#top"))
    assert answer.body.decode() == ARTICLE
    visit = answer.visit
    assert (visit.outcome, visit.status, visit.size) == ("fetched", 200, len(ARTICLE))
    assert (visit.etag, visit.modified) == ('"one"', "Mon, 04 Mar 2024")
    assert visit.at == "2024-03-04T08:00:00.000+00:00"
    assert visit.bytes > visit.size
    assert visit.hash
    assert site.asked[-1].headers["user-agent"].startswith("crosswire/")
    assert "cookie" not in site.asked[-1].headers


def test_nothing_is_sent_twice_when_nothing_changed(site: Site) -> None:
    """The marks of the last visit are sent, and a 304 comes without a body."""

    def conditional(asked: Asked) -> Reply:
        return Reply(status=304) if asked.headers.get("if-none-match") == '"one"' else Reply("x")

    site["/c"] = conditional
    answer = fetcher(site).fetch(site.url("/c"), etag='"one"', modified="Mon, 04 Mar 2024")
    assert (answer.visit.outcome, answer.body) == ("unchanged", b"")
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 04 Mar 2024"


PRIVATE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0",  # noqa: S104
    "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
    "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "nonsense",
]  # fmt: skip


@pytest.mark.parametrize("ip", PRIVATE)
def test_addresses_that_are_not_public_are_known(ip: str) -> None:
    """Loopback, private, link-local, multicast, reserved and metadata, in IPv4, IPv6 and between."""
    assert not_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_let_through(ip: str) -> None:
    """The rest of the internet may be spoken to."""
    assert not_public(ip) == ""


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_no_safer_inside_an_ipv6_one(ip: object) -> None:
    """What is refused bare is refused mapped."""
    assert not not_public(str(ip)) or not_public(f"::ffff:{ip}")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/x", "http://169.254.169.254/latest/meta-data/", "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x", "http://2130706433/x", "http://0x7f.1/x", "http://017700000001/",
        "http://inside.example/x", "http://two.example/x", "http://localhost/x",
        "http://169.254.169.254.:80/",
    ],
)  # fmt: skip
def test_redirects_to_this_machine_or_network_are_refused(site: Site, target: str) -> None:
    """Each redirect is checked anew, after its name is resolved, however it is written."""
    site["/r"] = Reply(status=302, headers={"Location": target})
    fetch = fetcher(site)
    fetch._gate = Gate(
        [f"news.test:{site.port}"], lambda h, p: site.resolve(h, p) or by_system(h, p)
    )
    visit = fetch.fetch(site.url("/r")).visit
    assert (visit.outcome, visit.error) == ("refused", "private-address"), visit
    assert site.paths() == ["/r"]


def test_a_name_that_changes_its_mind_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the address that was checked; the name is not resolved again."""
    told = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []
    lines: list[tuple[str, ...]] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(told)

    def watched(places: list[str], _meter: Meter) -> object:
        lines.append(tuple(places))
        raise Refused("connection", "No connection in this test.", "")

    monkeypatch.setattr(exchange, "Line", watched)
    fetch = without_robots(fetcher(site), monkeypatch)
    fetch._gate = Gate((), rebinding)
    visit = fetch.fetch("http://rebinding.example/x").visit
    assert visit.error == "connection"
    assert lines == [("93.184.216.34",)]
    assert asked == ["rebinding.example"]


def without_robots(fetch: Fetcher, patch: pytest.MonkeyPatch) -> Fetcher:
    """A fetcher that asks no robots.txt."""
    patch.setattr(fetch._robots, "check", lambda _address: None)
    patch.setattr(fetch._robots, "delay", lambda _address: 0.0)
    return fetch


def test_only_what_is_allowed_by_name_is_let_through(site: Site) -> None:
    """Leave for one name and port is no leave for another."""
    fetch = fetcher(site)
    assert fetch.fetch(site.url("/a")).visit.outcome == "fetched"
    assert fetch.fetch(f"http://127.0.0.1:{site.port}/a").visit.error == "private-address"
    assert fetch.fetch(site.url("/a", host="stranger.test")).visit.error == "private-address"
    assert fetcher(site, allow=("127.0.0.1",)).fetch(f"http://127.0.0.1:{site.port}/a").body


@pytest.mark.parametrize("port", [22, 25, 6379 - 6000, 993])
def test_ports_of_other_services_are_refused(site: Site, port: int) -> None:
    """Mail and the like might take a request for words of their own."""
    visit = fetcher(site).fetch(f"http://public.example:{port}/").visit
    assert visit.error == "bad-port"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://news.test/x", "javascript:alert(1)", "news.test/x", "http://", "",
        "http:///x", "http://exa mple.test/", "gopher://x", "http://a\\b.test@c d/", "http://x:99999/",
        "http://" + "a" * 5000, "\ud800", "data:text/html,x",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(site: Site, address: str) -> None:
    """Only http and https, with a host; nothing is asked of anyone."""
    visit = fetcher(site).fetch(address).visit
    assert (visit.outcome, visit.error) == ("refused", "bad-address")
    assert site.asked == []


@given(st.text(max_size=60))
def test_cleaning_an_address_never_fails_otherwise(text: str) -> None:
    """Any text is an address or refused, and cleaning twice is cleaning once."""
    for candidate in (text, f"http://{text}", f"http://news.test/{text}"):
        try:
            once = cleaned(candidate)
        except Refused:
            continue
        assert cleaned(once) == once
        assert once.startswith(("http://", "https://"))
        assert once.isascii()
        plain(candidate)


def test_passwords_and_fragments_leave_the_address() -> None:
    """Credentials in an address are not sent and not kept; tracking words do not tell articles apart."""
    assert cleaned("HTTPS://Ada:secret@News.Test:443/a/../b#c") == "https://news.test/b"
    assert plain("http://news.test/a?utm_source=x&id=3&fbclid=y") == "http://news.test/a?id=3"
    assert plain("http://news.test/a?id=3&b") == "http://news.test/a?id=3&b"


def test_wrapped_addresses_are_opened_without_asking() -> None:
    """Doors that carry the address they lead to are not gone through."""
    inside = "https://courier.example/mill"
    assert (
        opened("https://www.google.com/url?sa=t&q=https%3A%2F%2Fcourier.example%2Fmill") == inside
    )
    assert opened("https://l.facebook.com/l.php?u=https%3A%2F%2Fcourier.example%2Fmill") == inside
    packed = "CBMiHGh0dHBzOi8vY291cmllci5leGFtcGxlL21pbGzSAQA"
    assert opened(f"https://news.google.com/rss/articles/{packed}?oc=5") == inside
    assert opened("https://courier.example/url?q=https://x.example") != "https://x.example"
    assert opened("https://news.google.com/rss/articles/AU_yqLx").startswith("https://news.google")


def test_redirects_are_followed_and_written_down(site: Site) -> None:
    """The page is known by where it was found in the end."""
    site["/1"] = Reply(status=301, headers={"Location": "/2?utm_source=feed"})
    site["/2?utm_source=feed"] = Reply(
        status=307, headers={"Location": f"//other.test:{site.port}/a"}
    )
    visit = fetcher(site).fetch(site.url("/1")).visit
    assert visit.final_url == site.url("/a", host="other.test")
    assert visit.redirects == (site.url("/2?utm_source=feed"), visit.final_url)
    assert visit.url == site.url("/1")


def test_redirects_end(site: Site) -> None:
    """A circle is seen when it closes, a long row after ten."""
    site["/x"] = Reply(status=302, headers={"Location": "/y"})
    site["/y"] = Reply(status=302, headers={"Location": "/x"})
    for number in range(30):
        site[f"/n{number}"] = Reply(status=302, headers={"Location": f"/n{number + 1}"})
    fetch = fetcher(site)
    assert fetch.fetch(site.url("/x")).visit.error == "redirect-loop"
    assert fetch.fetch(site.url("/n0")).visit.error == "redirects"
    assert len(site.paths()) == 2 + 11


def test_pages_that_only_lead_on_are_followed(site: Site) -> None:
    """What HTML itself says is done, as on doors of aggregators; articles that renew are articles."""
    onward = f'<meta http-equiv="refresh" content="0; URL=\'{site.url("/a")}\'">Moving on …'
    site["/door"] = f"<html><head>{onward}</head></html>"
    site["/named"] = f'<html><c-wiz data-n-au="{site.url("/a")}"></c-wiz></html>'
    site["/renews"] = f'<meta http-equiv="refresh" content="300;url=/renews">{ARTICLE}'
    fetch = fetcher(site)
    assert fetch.fetch(site.url("/door")).visit.final_url == site.url("/a")
    assert fetch.fetch(site.url("/named")).visit.final_url == site.url("/a")
    assert fetch.fetch(site.url("/renews")).visit.final_url == site.url("/renews")


def test_aggregators_that_hide_where_they_lead_are_refused(site: Site) -> None:
    """Their page is no article; that of a publisher with the same words would be one."""
    door = "/rss/articles/AU_yqLxyz"
    site[door] = "<html><script>go()</script><p>Opening …</p>"
    host = f"news.google.com:{site.port}"
    fetch = fetcher(site, allow=(host,))
    fetch._gate = Gate([host], lambda _host, _port: ["127.0.0.1"])
    visit = fetch.fetch(f"http://{host}{door}").visit
    assert (visit.outcome, visit.error) == ("refused", "hidden")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def bomb(packer: Callable[[bytes], bytes]) -> bytes:
    return packer(bytes(30_000_000))


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_bombs_are_not_unpacked(site: Site, name: str) -> None:
    """A body that grows a thousandfold is left when it does so, whatever its packing."""
    import brotli  # noqa: PLC0415 - only to make the bomb

    packers = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda body: brotli.compress(body, quality=1),
    }
    site["/bomb"] = Reply(bomb(packers[name]), headers={"Content-Encoding": name})
    assert fetcher(site).fetch(site.url("/bomb")).visit.error == "too-large"
    site["/fine"] = Reply(packers[name](ARTICLE.encode()), headers={"Content-Encoding": name})
    assert fetcher(site).fetch(site.url("/fine")).body.decode() == ARTICLE


def test_packings_that_do_not_hold_are_refused(site: Site) -> None:
    """A false packing, one cut off, and a nest of them."""
    site["/false"] = Reply(ARTICLE, headers={"Content-Encoding": "gzip"})
    site["/nest"] = Reply(ARTICLE, headers={"Content-Encoding": ", ".join(["gzip"] * 50)})
    fetch = fetcher(site)
    assert fetch.fetch(site.url("/false")).visit.error == "bad-packing"
    assert fetch.fetch(site.url("/nest")).visit.error == "bad-packing"


def test_servers_that_lie_about_length(site: Site) -> None:
    """More told than sent is broken off; less told is all there is; garbage is no HTTP."""
    site["/more"] = Raw(HEAD + b"Content-Length: 5000\r\n\r\n<html>short")
    site["/less"] = Raw(HEAD + b"Content-Length: 6\r\n\r\n<html>short")
    site["/two"] = Raw(HEAD + b"Content-Length: 6\r\nContent-Length: 9\r\n\r\n<html>")
    site["/minus"] = Raw(HEAD + b"Content-Length: -6\r\n\r\n<html>")
    site["/huge"] = Raw(HEAD + b"Content-Length: 999999999999999\r\n\r\n<html>")
    site["/chunk"] = Raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n<html>")
    fetch = fetcher(site)
    told = {
        path: fetch.fetch(site.url(path))
        for path in ("/more", "/less", "/two", "/minus", "/huge", "/chunk")
    }
    assert told["/more"].visit.error == "cut-off"
    assert told["/less"].body == b"<html>"
    assert told["/two"].visit.error == "protocol"
    assert told["/minus"].visit.error == "protocol"
    assert told["/huge"].visit.error == "too-large"
    assert told["/chunk"].visit.error == "cut-off"
    assert all(one.visit.outcome in {"fetched", "failed", "refused"} for one in told.values())


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x00" * 50, b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 999999 X\r\n\r\n",
     b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000, b"HTTP/1.1 100 Continue\r\n\r\n",
     b"HTTP/1.1 302 Found\r\nLocation: \x00\x01\r\n\r\n", b"HTTP/1.1 101 Up\r\nUpgrade: x\r\n\r\n"],
)  # fmt: skip
def test_answers_that_are_no_http(site: Site, raw: bytes) -> None:
    """Whatever a server says, a visit comes back and nothing is kept."""
    site["/odd"] = Raw(raw)
    answer = fetcher(site, seconds=5.0).fetch(site.url("/odd"))
    assert answer.visit.outcome in {"failed", "refused"}
    assert answer.body == b""


def test_answers_without_end_are_left(site: Site) -> None:
    """An endless body ends at the bound on the wire."""
    site["/endless"] = sent(HEAD + b"\r\n<html>", *[b"<p>again</p>" * 1000] * 400)
    visit = fetcher(site, wire_bytes=1_000_000).fetch(site.url("/endless")).visit
    assert visit.error == "too-large"
    assert visit.bytes < 1_200_000


def test_slow_answers_are_left(site: Site) -> None:
    """One that drips is left for its slowness, one that stops when its time is up."""
    site["/drip"] = sent(HEAD + b"\r\n", *[b"x"] * 100, wait=0.02)
    site["/head"] = sent(*[bytes([byte]) for byte in HEAD], wait=0.02)
    site["/stop"] = sent(HEAD + b"Content-Length: 50\r\n\r\n<html>", b"", wait=9.0)
    slow = fetcher(site, patience=0.2, slowest=2000.0)
    assert slow.fetch(site.url("/drip")).visit.error == "slow"
    assert slow.fetch(site.url("/head")).visit.error == "slow"
    began = time.monotonic()
    assert fetcher(site, seconds=0.3).fetch(site.url("/stop")).visit.error == "timeout"
    assert time.monotonic() - began < 8


def test_only_pages_are_taken(site: Site) -> None:
    """Pictures, programs and data are refused by their type, and by their bytes where it lies."""
    site["/pic"] = Reply(b"\x89PNG", kind="image/png")
    site["/pdf"] = Reply(b"%PDF-1.7 " + bytes(100), kind="text/html")
    site["/empty"] = Reply(b"  ")
    site["/crowd"] = "<html><p " + " ".join(f"a{n}=1" for n in range(6000)) + ">Hi"
    site["/none"] = Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html><p>Hi !")
    fetch = fetcher(site)
    assert fetch.fetch(site.url("/pic")).visit.error == "bad-type"
    assert "image/png" in fetch.fetch(site.url("/pic")).visit.message
    assert fetch.fetch(site.url("/pdf")).visit.error == "binary"
    assert fetch.fetch(site.url("/empty")).visit.error == "empty"
    assert fetch.fetch(site.url("/crowd")).visit.error == "hostile"
    assert fetch.fetch(site.url("/none")).media_type == "text/html"


def test_wrong_certificates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate that nobody known has signed ends the talk; one that is trusted does not."""
    with serving(tls=True) as site:
        site["/a"] = ARTICLE
        address = f"https://news.test:{site.port}/a"
        assert fetcher(site).fetch(address).visit.error == "robots-unreachable"
        strict = without_robots(fetcher(site), monkeypatch)
        assert strict.fetch(address).visit.error == "tls"
        trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
        gate = Gate(["news.test", "other.test"], site.resolve)
        fetch = Fetcher(gate, Turns(time.monotonic, time.sleep, 0.0), tls=trusting)
        assert fetch.fetch(address).body.decode() == ARTICLE
        assert fetch.fetch(f"https://other.test:{site.port}/a").visit.outcome == "failed"


def test_robots_txt_is_obeyed_and_read_once(site: Site) -> None:
    """What it forbids is not fetched, the delay it asks for is kept, and it is read once a day."""
    rules = "User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 7\n"
    site["/robots.txt"] = Reply(rules, kind="text/plain")
    site["/private/open"] = ARTICLE
    clock = Clock()
    fetch = fetcher(site, clock)
    assert fetch.fetch(site.url("/private/x")).visit.error == "robots"
    assert fetch.fetch(site.url("/private/open")).visit.outcome == "fetched"
    assert fetch.fetch(site.url("/a")).visit.outcome == "fetched"
    assert clock.slept == [7.0]
    assert [one.path for one in site.asked].count("/robots.txt") == 1
    clock.passed += 86_401
    fetch.fetch(site.url("/a"))
    assert [one.path for one in site.asked].count("/robots.txt") == 2


def test_requests_for_robots_txt_are_told_too(site: Site) -> None:
    """Every request is written down, also the one that nobody asked for."""
    fetch = fetcher(site)
    assert [one.url for one in fetch.fetch(site.url("/a")).also] == [site.url("/robots.txt")]
    assert fetch.fetch(site.url("/a")).also == ()


def test_a_redirect_into_what_robots_txt_forbids_is_refused(site: Site) -> None:
    """The rules of each host on the way count."""
    site["other.test/robots.txt"] = Reply("User-agent: crosswire\nDisallow: /", kind="text/plain")
    site["/go"] = Reply(status=302, headers={"Location": site.url("/a", host="other.test")})
    assert fetcher(site).fetch(site.url("/go")).visit.error == "robots"


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(status=404), "fetched"),
        (Reply(status=403), "fetched"),
        (Reply("<html>front page</html>"), "fetched"),
        (Reply(status=500), "failed"),
        (Reply(status=429), "failed"),
        (Raw(b""), "failed"),
        (Reply("User-agent: *\nDisallow: /*" + "a*" * 50_000 + "$", kind="text/plain"), "fetched"),
    ],
)
def test_a_missing_robots_txt_allows_all_and_a_broken_one_nothing(
    site: Site, reply: Reply, outcome: str
) -> None:
    """As RFC 9309 has it: unavailable means leave, unreachable means no leave yet."""
    site["/robots.txt"] = reply
    visit = fetcher(site).fetch(site.url("/a")).visit
    assert visit.outcome == outcome
    assert visit.error == (None if outcome == "fetched" else "robots-unreachable")


def test_hosts_that_want_to_be_left_alone_are(site: Site) -> None:
    """Retry-After is read in seconds and as a date, told in the visit, and kept for the host."""
    clock = Clock()
    site["/busy"] = Reply(status=429, headers={"Retry-After": "600"})
    site["/down"] = Reply(status=503, headers={"Retry-After": "Mon, 04 Mar 2024 08:30:00 GMT"})
    fetch = fetcher(site, clock)
    assert fetch.fetch(site.url("/down")).visit.retry_after == 1800
    clock.passed += 1801
    assert fetch.fetch(site.url("/busy")).visit.retry_after == 600
    assert fetch.fetch(site.url("/a")).visit.error == "busy"
    assert fetch.fetch(site.url("/a", host="other.test")).visit.outcome == "fetched"
    clock.passed += 600
    assert fetch.fetch(site.url("/a")).visit.outcome == "fetched"


@pytest.mark.parametrize("told", ["soon", "-5", "Mon, 99 Foo", "1" * 400, "\x00", "²"])
def test_nonsense_in_retry_after_is_passed_over(site: Site, told: str) -> None:
    """A header made to confuse is no header."""
    site["/x"] = Raw(
        b"HTTP/1.1 503 No\r\nRetry-After: " + told.encode() + b"\r\nContent-Length: 0\r\n\r\n"
    )
    assert fetcher(site).fetch(site.url("/x")).visit.outcome == "failed"


@pytest.mark.parametrize(
    ("status", "outcome", "error"),
    [(404, "gone", "gone"), (410, "gone", "gone"), (403, "refused", "forbidden"),
     (451, "refused", "forbidden"), (500, "failed", "server"), (418, "refused", "bad-status"),
     (204, "refused", "bad-status"), (300, "refused", "bad-status")],
)  # fmt: skip
def test_each_status_has_its_meaning(site: Site, status: int, outcome: str, error: str) -> None:
    """Gone, forbidden and failed are told apart, because what follows differs."""
    site["/s"] = Reply(status=status)
    visit = fetcher(site).fetch(site.url("/s")).visit
    assert (visit.outcome, visit.error, visit.status) == (outcome, error, status)


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    """Two pages of one host are a gap apart, those of two hosts are not."""
    clock = Clock()
    fetch = fetcher(site, clock, gap=2.0)
    fetch.fetch(site.url("/a"))  # with robots.txt
    fetch.fetch(site.url("/a"))
    fetch.fetch(site.url("/a", host="other.test"))
    assert clock.slept == [2.0, 2.0, 2.0]


def test_visible_words_tell_a_new_version_from_a_new_advert() -> None:
    """Menus, links, scripts and times of day may change; a number in the text may not."""
    page = "<html><head><script>{}</script></head><nav>{}</nav><p>{} dead. " + "word " * 60 + "</p>"
    one, other = page.format(1, "A", 5).encode(), page.format(2, "B", 5).encode()
    changed = page.format(1, "A", 6).encode()
    assert said(one, "text/html") == said(other, "text/html") != said(changed, "text/html")
    assert said(b"<p>5 <b>dead", "text/html") != said(b"<p>6 <b>dead", "text/html")


@given(st.binary(max_size=200))
def test_visible_words_of_anything(body: bytes) -> None:
    """No bytes break it."""
    for charset in (None, "utf-16", "nonsense", "utf-8"):
        assert said(body, "text/html", charset)


def test_the_clock_of_a_line_is_the_only_one() -> None:
    """Without time nothing is slow and nothing late; waiting for a turn does not count."""
    clock = Clock()
    meter = Meter(clock.seconds, seconds=10, most=100, slowest=1, patience=1)
    clock.passed = 9.5
    assert meter.left() == pytest.approx(0.5)
    meter.forgive(9.0)
    assert meter.left() == pytest.approx(9.5)
    clock.passed = 30
    with pytest.raises(Refused) as told:
        meter.left()
    assert told.value.kind == "timeout"
