"""What several kinds of site tell in the same way: the moment, and the data for machines."""

from __future__ import annotations

import json
from datetime import timedelta, timezone

from benchmarks.press.prose import Report


def iso(report: Report) -> str:
    """The moment for machines, in the outlet's zone."""
    zone = timezone(timedelta(hours=report.outlet.zone))
    return report.at.astimezone(zone).isoformat(timespec="seconds")


def told_time(report: Report) -> str:
    """The moment as a reader sees it."""
    zone = timezone(timedelta(hours=report.outlet.zone))
    name = ("GMT", "CET", "EET")[report.outlet.zone]
    at = report.at.astimezone(zone)
    return f"{at.day} {at:%B} {at.year}, {at:%H:%M} {name}"


def jsonld_of(report: Report) -> str:
    """The report as JSON-LD, without its text."""
    told = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": report.headline,
        "datePublished": iso(report), "publisher": {"@type": "Organization", "name": report.outlet.name},
    }  # fmt: skip
    return json.dumps(told)
