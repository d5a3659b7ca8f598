"""CSV for spreadsheets: one file for each table, UTF-8, RFC 4180, the first row names the columns.

A cell that a spreadsheet would take for a formula gets an apostrophe before it: pages are written
by strangers. Lists are parted by " | ". JSON lines and Parquet hold the words as they are.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from crosswire.records.brief import Brief
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.tables import TABLES, Table, rows_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def export(brief: Brief) -> Files:
    """A file for each table, the statements with their claims first."""
    return {f"{table.name}.csv": _file(table, brief) for table in TABLES}


def _file(table: Table, brief: Brief) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in rows_of(table, brief):
        writer.writerow([_cell(value) for value in row.values()])
    return held.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    told = " | ".join(value) if isinstance(value, list) else value
    if isinstance(told, str) and told.lstrip(" \n").startswith(_FORMULA):
        return f"'{told}"
    return told
