"""Pages with their truth, bundle by bundle: the same seed gives the same bytes, nothing is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.press.pages import SITES
from benchmarks.press.plots import MISHAPS, Maker, Plot
from benchmarks.press.plots_plans import PLANS
from benchmarks.press.prose import Report
from benchmarks.press.sheet import Sheet
from benchmarks.press.truth import Bundle, Kin, PageTruth
from benchmarks.press.world import World
from crosswire.records.page import Page

MAKERS: tuple[Maker, ...] = tuple(
    maker for pair in zip(MISHAPS, PLANS, strict=True) for maker in pair
)


@dataclass(frozen=True)
class Printed:
    """A bundle and the text of its pages, in the same order."""

    truth: Bundle
    texts: tuple[str, ...]

    def pages(self) -> list[Page]:
        """The pages as the pipeline takes them. Plain text comes without an address, as from a clipboard."""
        return [
            Page.make(
                told.file,
                text.encode(),
                "text/html" if told.file.endswith(".html") else "text/plain",
                address=told.address or None,
            )
            for told, text in zip(self.truth.pages, self.texts, strict=True)
        ]


def bundles(articles: int, seed: int) -> Iterator[Printed]:
    """Bundles until there are so many articles; the last is whole, so there may be some more."""
    world = World(seed)
    count, number = 0, 0
    while count < articles:
        plot = MAKERS[number % len(MAKERS)](world.desk(number))
        printed = _printed(plot, number, count)
        yield printed
        count += len(printed.texts)
        number += 1


def _printed(plot: Plot, number: int, first: int) -> Printed:
    pages = [_page(report, first + at) for at, report in enumerate(plot.reports)]
    files = [told.file for told, _ in pages]
    truth = Bundle(
        id=f"b{number}",
        trap=plot.trap,
        pages=tuple(told for told, _ in pages),
        kin=tuple(Kin(files[left], files[right], how) for left, right, how in plot.kin),  # type: ignore[arg-type]
        facts=tuple(plot.facts),
        differences=tuple(plot.differences),
        outcomes=tuple(plot.outcomes),
    )
    return Printed(truth, tuple(text for _, text in pages))


def _page(report: Report, number: int) -> tuple[PageTruth, str]:
    site, markup = SITES[report.outlet.site]
    file = f"{number // 1000:04}/{number:07}.{'html' if markup else 'txt'}"
    sheet = Sheet(file, markup=markup, seed=f"{file} {report.outlet.name}")
    site(sheet, report)
    slug = f"{report.story}-{report.slug}" if report.slug else str(number)
    told = PageTruth(
        file=file,
        story=report.story,
        site=report.outlet.site,
        headline=report.headline,
        outlet=report.outlet.name,
        agency=report.agency,
        published=report.at.isoformat(timespec="minutes"),
        address=f"https://{report.outlet.domain}/news/{slug}" if markup else "",
        paragraphs=tuple(" ".join(said.text for said in row) for row in report.paragraphs),
        lines=tuple(sheet.lines),
    )
    return told, sheet.text
