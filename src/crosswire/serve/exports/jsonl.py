"""JSON lines: every row of every table as one object, `table` says which, and the schema beside it."""

from __future__ import annotations

from typing import Any

from crosswire.records.brief import Brief
from crosswire.serve.exports.common import dumped, dumped_line
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.tables import TABLES, Kind, Table, rows_of

_SHAPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "texts": {"type": "array", "items": {"type": "string"}},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "yes": {"type": "boolean"},
}


def export(brief: Brief) -> Files:
    """All rows in one file, and the JSON Schema that each line of it fits."""
    lines = [
        dumped_line({"table": table.name, **row})
        for table in TABLES
        for row in rows_of(table, brief)
    ]
    return {"brief.jsonl": b"".join(lines), "line.schema.json": dumped(line_schema())}


def line_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "a line of crosswire's JSON lines",
        "oneOf": [_schema(table) for table in TABLES],
    }


def _schema(table: Table) -> dict[str, Any]:
    columns = {name: _SHAPES[kind] for name, kind in table.columns.items()}
    return {
        "title": table.name,
        "description": table.says,
        "type": "object",
        "properties": {"table": {"const": table.name}, **columns},
        "required": ["table", *columns],
        "additionalProperties": False,
    }
