"""A run's records as one Parquet table, `records/step=N/type=T/`: written by the engines, read back here.

A row is the name of a record and its JSON; of records of one type and name the one of the first step counts.
DuckDB reads and writes it, which comes with `crosswire[exports]` and `crosswire[spark]`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from crosswire.errors import BadInput, OutputError
from crosswire.records.base import Record, encode
from crosswire.records.shape import order_of

R = TypeVar("R", bound=Record)

HINT = "pip install 'crosswire[exports]'"
ROWS_AT_ONCE = 1_000
LONGEST_ROW = 200_000_000
"""Characters of one record; the longest page read has 50 MB, as JSON at most four times that."""


def check_parquet() -> None:
    """Raises BadInput where DuckDB is missing."""
    if find_spec("duckdb") is None:
        raise BadInput(f"Parquet needs duckdb, which is not installed. Install it: {HINT}")


def write_records(folder: Path, records: Iterable[Record], step: int = 0) -> int:
    """Writes the records as those of one step, in the order given; how many. Raises OutputError, BadInput."""
    check_parquet()
    target = folder / "records" / f"step={step}"
    lines = folder / "rows.jsonl"
    count = 0
    try:
        target.mkdir(parents=True)
        with lines.open("wb") as file:
            for record in records:
                kind, name = order_of(record)
                row = {"type": kind, "name": name, "body": encode(record).decode()}
                file.write(msgspec.json.encode(row) + b"\n")
                count += 1
        _packed(lines, target)
        lines.unlink()
    except OSError as error:
        raise OutputError(f"{folder} could not be written: {error.strerror or error}") from error
    return count


def _packed(lines: Path, target: Path) -> None:
    import duckdb  # noqa: PLC0415 - an extra

    columns = "{type: 'VARCHAR', name: 'VARCHAR', body: 'VARCHAR'}"
    with duckdb.connect(config={"threads": 1}) as base:
        base.execute(
            f"COPY (SELECT * FROM read_json('{_quoted(lines)}', format='newline_delimited', "  # noqa: S608
            f"columns={columns}, maximum_object_size={LONGEST_ROW})) TO '{_quoted(target)}' "
            "(FORMAT parquet, COMPRESSION zstd, PARTITION_BY (type), OVERWRITE_OR_IGNORE)"
        )


def read_records(folder: Path, kinds: Mapping[str, type[Record]]) -> Iterator[Record]:
    """The records of a run, by type and name; types that `kinds` does not know are left out.

    Raises BadInput where the folder holds no finished run, or one of another release.
    """
    check_parquet()
    if not (folder / "done").is_file():
        raise BadInput(
            f"{folder} holds no finished run. Run it again: crosswire run goes on there."
        )
    for kind, name, body in rows_of(folder):
        if kind in kinds:
            try:
                yield record_of(kinds[kind], body)
            except msgspec.DecodeError as error:
                raise BadInput(
                    f"{folder} holds a {kind} {name} that this release cannot read ({error})."
                ) from error


def record_of(kind: type[R], body: str) -> R:
    """A record from its JSON; msgspec.DecodeError where it is none."""
    return msgspec.json.decode(body, type=kind)


def rows_of(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Type, name and JSON of each record of a run, whether it is finished or not."""
    import duckdb  # noqa: PLC0415 - an extra

    files = _quoted(folder / "records" / "*" / "*" / "*.parquet")
    # A type or name is never a path: both are read from columns, and the step from the folder's name.
    query = (
        "SELECT type, name, arg_min(body, step) FROM read_parquet("  # noqa: S608
        f"'{files}', hive_partitioning = true, hive_types = {{'step': INTEGER, 'type': VARCHAR}}) "
        "GROUP BY type, name ORDER BY type, name"
    )
    with duckdb.connect(config={"threads": 1}) as base:
        answer = base.execute(query)
        while rows := answer.fetchmany(ROWS_AT_ONCE):
            yield from rows


def finish(folder: Path, plan: Mapping[str, Any]) -> None:
    """Marks a run as whole, and what it was a run of."""
    (folder / "plan.json").write_text(json.dumps(plan, sort_keys=True), "utf-8")
    (folder / "done").write_bytes(b"")


def start_over(folder: Path) -> None:
    """Takes away what a run that broke off left; OutputError where the folder holds anything else."""
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if found - {"records", "rows.jsonl"}:
        raise OutputError(f"{folder} is not empty. Name another folder.")
    shutil.rmtree(folder / "records", ignore_errors=True)


def table_lines(path: Path) -> Iterator[bytes]:
    """The rows of a Parquet file of articles as JSON lines; what no JSON can hold becomes text.

    Raises BadInput where it cannot be read.
    """
    check_parquet()
    import duckdb  # noqa: PLC0415 - an extra

    with duckdb.connect(config={"threads": 1}) as base:
        try:
            answer = base.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [column[0] for column in answer.description]
            while rows := answer.fetchmany(ROWS_AT_ONCE):
                for row in rows:
                    told = dict(zip(names, row, strict=True))
                    yield json.dumps(told, default=_text).encode() + b"\n"
        except duckdb.Error as error:
            raise BadInput(
                f"{path} cannot be read as Parquet: {str(error).splitlines()[0]}"
            ) from error


def _text(value: Any) -> str:
    """Bytes are text that was not told to be; days and moments as ISO 8601."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    iso = getattr(value, "isoformat", None)
    return str(iso() if iso else value)


def _quoted(path: Path) -> str:
    return path.as_posix().replace("'", "''")
