"""Tables: CSV as spreadsheets take it, JSON lines against their schema, Parquet in DuckDB."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest

from crosswire.serve.exports.formats import export
from crosswire.serve.exports.tables import TABLES, rows_of
from hostile_brief import HOSTILE, hostile_story
from sample_brief import sample_brief, sample_story

DOCS = Path(__file__).parent.parent / "docs" / "exports.md"
MANY_LINES = "=HYPERLINK(\"http://bad.example\")\r\nsecond, 'line'"


def hostile(words: str) -> object:
    """A brief that holds these words everywhere."""
    return msgspec.structs.replace(sample_brief(), stories=(hostile_story(words),))


def test_tables_join() -> None:
    """Every statement, claim and article that a row names has a row of its own."""
    rows = {table.name: list(rows_of(table, sample_brief())) for table in TABLES}
    claims = {row["claim"] for row in rows["claims"]}
    articles = {row["article"] for row in rows["articles"]}
    statements = {row["statement"] for row in rows["statements"]}
    assert {row["claim"] for row in rows["statements"]} - {None} == claims
    assert {row["article"] for row in rows["statements"]} <= articles
    assert {name for row in rows["origins"] for name in row["statements"]} <= statements
    assert statements == {said.id for said in sample_story().statements}


def test_columns_are_as_declared() -> None:
    """Each row has the columns of its table, in order, and each column has its kind."""
    kinds = {
        "text": (str, type(None)), "texts": (list,), "whole": (int,), "number": (int, float),
        "yes": (bool,),
    }  # fmt: skip
    for table in TABLES:
        for row in rows_of(table, sample_brief()):
            assert list(row) == list(table.columns)
            for name, value in row.items():
                assert isinstance(value, kinds[table.columns[name]]), (table.name, name)


def test_csv_reads_back_and_holds_no_formula() -> None:
    """A CSV reader finds every row; no cell of text begins as a spreadsheet's formula."""
    brief = hostile(MANY_LINES)
    files = export(brief, "csv")
    for table in TABLES:
        text = files[f"{table.name}.csv"].decode("utf-8")
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        assert header == list(table.columns)
        assert len(rows) == len(list(rows_of(table, brief)))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_json_lines_fit_their_schema() -> None:
    """Each line fits the schema that is written beside the lines, which is itself valid."""
    files = export(sample_brief(), "jsonl")
    schema = json.loads(files["line.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    lines = [json.loads(line) for line in files["brief.jsonl"].splitlines()]
    assert {line["table"] for line in lines} <= {table.name for table in TABLES}
    validator = jsonschema.Draft202012Validator(schema)
    for line in lines:
        validator.validate(line)


@pytest.mark.parametrize("words", [*HOSTILE, MANY_LINES])
def test_duckdb_reads_the_same_rows(words: str, tmp_path: Path) -> None:
    """Parquet holds every row as it was, lists as lists, whatever the words."""
    duckdb = pytest.importorskip("duckdb", reason="pip install 'crosswire[exports]'")
    brief = hostile(words)
    for name, data in export(brief, "parquet").items():
        (tmp_path / name).write_bytes(data)
    with duckdb.connect() as base:
        for table in TABLES:
            path = (tmp_path / f"{table.name}.parquet").as_posix()
            found = base.execute("SELECT * FROM read_parquet(?)", [path]).fetchall()
            assert found == [tuple(row.values()) for row in rows_of(table, brief)], table.name


def test_the_queries_of_the_docs_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The three worked queries give rows, with the columns that the page shows."""
    duckdb = pytest.importorskip("duckdb", reason="pip install 'crosswire[exports]'")
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    for name, data in export(sample_brief(), "parquet").items():
        Path("out", name).write_bytes(data)
    queries = re.findall(r"```sql\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert len(queries) == 3
    with duckdb.connect() as base:
        for query in queries:
            assert base.execute(query).fetchall(), query
