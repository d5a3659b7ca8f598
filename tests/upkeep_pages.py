"""Invented pages for tests of the archive that keeps up: some events, several reports of each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from crosswire.config import Limits
from crosswire.records.page import Page
from crosswire.sources import gather

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"

EVENTS = (
    ("ferry", "Linnet", "Port Sorrel", "Tomas Reed", "ran aground on a sandbank", "passengers"),
    ("bakery", "Hollin", "Marrow Hill", "Edith Vane", "burned down before dawn", "residents"),
    ("bridge", "Tarn", "Upper Wick", "Paul Orme", "was closed after cracks were found", "drivers"),
    ("orchard", "Quince", "Dunmere", "Ruth Sallow", "was flooded by the river", "pickers"),
)
OUTLETS = ("Sorrel Courier", "Vellum Mercury", "Wick Gazette", "Dunmere Post")
TELLINGS = (
    "The {0} {1} {4} near {2} on {day}, {3} said.\n\n{count} {5} were taken to safety, according to "
    "{3}.\n\nThe {0} {1} is expected to be inspected on Friday, a spokeswoman for the owner said.",
    "{3} said on {day} that the {0} {1} in {2} {4}. Volunteers brought blankets and tea for {count} "
    "{5}.\n\n“We heard a loud noise and then the lights went out,” said one of the {5}.",
    "Police in {2} closed the road to the {0} {1} on {day}. It {4}, a witness told reporters.\n\n"
    "The number of {5} rose to {count}, {3} said later.",
)


def harbour_pages() -> list[Page]:
    """The pages of the demo pile."""
    pages, _ = gather([str(HARBOUR)], stdin=None, limits=Limits())
    return pages


def invented(events: int = 4, tellings: int = 3, seed: int = 3) -> list[Page]:
    """Reports of invented events, some days apart, each by several outlets."""
    chance = random.Random(seed)  # noqa: S311
    pages = []
    for number, event in enumerate(EVENTS[:events]):
        for place in range(tellings):
            day = 4 + 2 * number + (place == 2)
            text = TELLINGS[place].format(
                *event, day=("Monday", "Tuesday", "Wednesday")[day % 3], count=12 + place
            )
            outlet = OUTLETS[(number + place) % len(OUTLETS)]
            pages.append(
                Page.make(
                    f"wire/{number}-{place}.txt",
                    text.encode(),
                    "text/plain",
                    address=f"https://{outlet.split()[0].lower()}.example/{number}/{place}",
                    fields={
                        "title": f"{event[0].title()} {event[1]} {event[4]} ({place})",
                        "published": f"2031-03-{day:02}",
                        "outlet": outlet,
                    },
                )
            )
    chance.shuffle(pages)
    return pages


def batches(pages: Sequence[Page], seed: int) -> list[list[Page]]:
    """The pages in some other order, a few at a time."""
    chance = random.Random(seed)  # noqa: S311
    left = chance.sample(list(pages), len(pages))
    cut = []
    while left:
        size = chance.randint(1, 4)
        cut.append(left[:size])
        left = left[size:]
    return cut


def odd() -> list[Page]:
    """Pages that need others: undated ones, an outlet's closing line, a round-up, another language,
    a page without an article, a copy; and two that doubt themselves: by their agencies, and by saying
    one thing over and over."""
    pages = sorted(invented(4, 3), key=lambda page: page.source)
    made = []
    for number, page in enumerate(pages):
        fields, body = dict(page.fields), page.body
        if number % 4 == 1:
            fields.pop("published")
        if number % 2 == 0:
            fields["outlet"] = "Sorrel Courier"
            body += b"\n\nRead more on our app every day."
        if number == 5:
            fields["title"] = "Morning briefing: five things to know"
        made.append(Page.make(page.source, body, "text/plain", fields=fields))
    german = "Die Brücke ist gesperrt, sagte der Bürgermeister am Montag vor der Presse. " * 4
    made.append(Page.make("german.txt", german.encode(), "text/plain"))
    made.append(Page.make("wall.html", b"<html><body><h1>Sign in</h1></body></html>", "text/html"))
    made.append(
        Page.make("copy.txt", made[3].body, "text/plain", fields={"outlet": "Wick Gazette"})
    )
    fields = {"title": "Mill at Upper Wick burned down", "published": "2031-03-05"}
    two = (
        "UPPER WICK, March 5 (AP) - The mill at Upper Wick burned down on Wednesday, Paul Orme said."
        "\n\nNobody was hurt, he said.\n\n(Reporting by Ola Strand; Editing by Ada Lund) - Reuters"
    )
    made.append(Page.make("two.txt", two.encode(), "text/plain", fields=fields))
    again = "The mill at Upper Wick burned down on Wednesday, Paul Orme said. " + 12 * (
        "Tea for the neighbours of the mill was brought by volunteers. "
    )
    made.append(Page.make("again.txt", again.encode(), "text/plain", fields=fields))
    return made
