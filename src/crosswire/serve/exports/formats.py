"""The table of export formats, and the one door to them. Light: a writer is loaded when used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, cast

from crosswire.errors import BadInput

if TYPE_CHECKING:  # `--help` lists the formats and need not load the records
    from crosswire.records.brief import Brief

# The files of an export: names and bytes, the most telling one first.
Files = dict[str, bytes]
Writer = Callable[["Brief"], Files]


@dataclass(frozen=True)
class Form:
    """One export format.

    `module` stands in this package and has `export(brief)`; `ending` is that of its files;
    `media_type` is what a web server says of them; `needs` are packages that `extra` brings;
    `alone` says that its first file is worth having without the others; `since` how it can hold only
    what is new: by whole stories, by rows, or not at all.
    """

    name: str
    says: str
    module: str
    ending: str
    media_type: str
    needs: tuple[str, ...] = ()
    extra: str = "exports"
    alone: bool = True
    since: Literal["stories", "rows", "none"] = "rows"


FORMATS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("atom", "feed of stories", "atom", ".xml", "application/atom+xml", since="stories"),
        Form("jsonfeed", "the same as JSON Feed 1.1", "jsonfeed", ".json", "application/feed+json", since="stories"),
        Form("csv", "tables for spreadsheets", "csv_tables", ".csv", "text/csv"),
        Form("jsonl", "tables as JSON lines, with their schema", "jsonl", ".jsonl", "application/jsonl"),
        Form(
            "parquet", "tables for DuckDB and the like", "parquet", ".parquet",
            "application/vnd.apache.parquet", needs=("duckdb",),
        ),
        Form("jsonld", "schema.org NewsArticle, Claim, Quotation", "jsonld", ".jsonld", "application/ld+json"),
        Form("ninjs", "IPTC news in JSON 2.1, a file for each story", "ninjs", ".json", "application/json", alone=False, since="stories"),
        Form("stix", "STIX 2.1 bundle of reports and notes", "stix", ".json", "application/stix+json;version=2.1", since="stories"),
        Form("ftm", "FollowTheMoney entities", "ftm", ".ftm.jsonl", "application/jsonl"),
        Form("ical", "calendar of what is expected", "ical", ".ics", "text/calendar"),
        Form("graphml", "graph of who says so", "graphml", ".graphml", "application/xml", since="none"),
        Form("markdown", "Markdown with footnotes", "footnotes", ".md", "text/markdown"),
    )
}  # fmt: skip


def form_of(name: str) -> Form:
    """The format of this name; BadInput tells which there are."""
    if name not in FORMATS:
        raise BadInput(f"there is no format {name}. There are: {', '.join(FORMATS)}.")
    return FORMATS[name]


def check_extra(form: Form) -> None:
    """Raises BadInput, which says what to install, where a package is missing."""
    missing = [package for package in form.needs if find_spec(package) is None]
    if missing:
        raise BadInput(
            f"the format {form.name} needs {', '.join(missing)}, which is not installed. "
            f"Install it: pip install 'crosswire[{form.extra}]'"
        )


def export(brief: Brief, name: str) -> Files:
    """The brief in this format: file names and their bytes, the same for the same brief.

    Raises BadInput for an unknown format or a missing package.
    """
    form = form_of(name)
    check_extra(form)
    writer = cast(Writer, import_module(f"crosswire.serve.exports.{form.module}").export)
    return writer(brief)
