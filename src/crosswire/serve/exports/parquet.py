"""Parquet by DuckDB: one file for each table, lists as lists, for queries over many briefs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from crosswire.records.brief import Brief
from crosswire.serve.exports.common import dumped_line
from crosswire.serve.exports.formats import Files
from crosswire.serve.exports.tables import TABLES, Kind, Table, rows_of

_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "texts": "VARCHAR[]",
    "whole": "BIGINT",
    "number": "DOUBLE",
    "yes": "BOOLEAN",
}

# A line holds one sentence with what stands beside it; the longest page read has 50 MB.
_LONGEST_LINE = 200_000_000


def export(brief: Brief) -> Files:
    """A file for each table, the statements with their claims first."""
    with TemporaryDirectory() as name, duckdb.connect(config={"threads": 1}) as base:
        return {f"{table.name}.parquet": _file(base, table, brief, Path(name)) for table in TABLES}


def _file(
    base: duckdb.DuckDBPyConnection, table: Table, brief: Brief, folder: Path
) -> bytes:  # fmt: skip
    lines, made = folder / "rows.jsonl", folder / "rows.parquet"
    lines.write_bytes(b"".join(dumped_line(row) for row in rows_of(table, brief)))
    columns = ", ".join(f"'{name}': '{_TYPES[kind]}'" for name, kind in table.columns.items())
    # Names of columns and files are ours; words of pages go through the file of lines alone.
    base.execute(
        f"COPY (SELECT * FROM read_json('{_quoted(lines)}', format='newline_delimited', "  # noqa: S608
        f"columns={{{columns}}}, maximum_object_size={_LONGEST_LINE})) "
        f"TO '{_quoted(made)}' (FORMAT parquet, COMPRESSION zstd)"
    )
    return made.read_bytes()


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
