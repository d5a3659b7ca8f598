"""The Spark engine: the same records as on one machine, byte for byte, in one process and in many.

Skipped where pyspark (`crosswire[spark]`) or Java 17 is missing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from crosswire.engines.spark_session import JAVA, java_release
from crosswire.store import parquet

pytest.importorskip("pyspark", reason="pip install 'crosswire[spark]'")
pytest.importorskip("duckdb", reason="pip install 'crosswire[spark]'")
ROOT = Path(__file__).parent.parent
# Short runs are over before a compiler that thinks twice has paid for itself.
BRIEF = {
    "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData",
    "MASTER_SETTINGS": "spark.sql.codegen.wholeStage=false spark.sql.adaptive.enabled=false",
}

# Runs a pile and asks the workers who they are and how often they loaded the reader's weights.
SCRIPT = """
import json, os, sys
from crosswire.cluster import run_spark

def ask(numbers):
    from crosswire.reader import shipped_reader
    shipped_reader()
    yield os.getpid(), os.environ.get("SPARK_EXECUTOR_DIRS", ""), shipped_reader.cache_info().misses

def told(engine):
    context = engine.session.sparkContext
    rows = context.parallelize(range(8), 8).mapPartitions(ask).collect()
    executors = context._jsc.sc().getExecutorMemoryStatus().size()
    print(json.dumps({"processes": rows, "executors": executors}))

settings = dict(one.split("=", 1) for one in os.environ["MASTER_SETTINGS"].split())
run_spark(sys.argv[3:], sys.argv[2], sys.argv[1], parts=2, settings=settings, then=told)
"""


@cache
def _java() -> int:
    return java_release() or 0


needs_java = pytest.mark.skipif(_java() < JAVA, reason=f"no Java {JAVA} on this machine")


def records(folder: Path) -> dict[tuple[str, str], str]:
    """All records of a run, as JSON, by type and name."""
    return {(kind, name): body for kind, name, body in parquet.rows_of(folder)}


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports in three containers: pages, JSON lines, and a page that is there twice."""
    folder = tmp_path_factory.mktemp("pile")
    pages = sorted((ROOT / "examples" / "harbour").iterdir())
    lines = []
    for path in pages:
        if path.suffix == ".html":
            (folder / path.name).write_bytes(path.read_bytes())
        elif path.suffix == ".txt":
            lines.append(json.dumps({"id": path.stem, "text": path.read_text("utf-8")}))
    (folder / "rest.jsonl").write_text("\n".join([*lines, lines[0]]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def here(pile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of the local engine."""
    out = tmp_path_factory.mktemp("here") / "run"
    command = [
        sys.executable,
        "-m",
        "crosswire",
        "run",
        str(pile),
        "--out",
        str(out),
        "--workers",
        "1",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def on_spark(
    pile: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, dict[str, object]]]:
    """Runs the same pile on a Spark master; the folder, and what was told of the workers."""

    @cache
    def run(master: str) -> tuple[Path, dict[str, object]]:
        out = tmp_path_factory.mktemp("spark") / "run"
        command = [sys.executable, "-c", SCRIPT, master, str(out), str(pile)]
        done = subprocess.run(
            command, env={**os.environ, **BRIEF}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return out, json.loads(done.stdout.splitlines()[-1])

    return run


@needs_java
@pytest.mark.slow
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_records_are_those_of_one_machine(
    master: str, here: Path, on_spark: Callable[[str], tuple[Path, dict[str, object]]]
) -> None:
    """In two threads and in two worker processes: the same records, byte for byte."""
    out, told = on_spark(master)
    assert records(out) == records(here)
    assert told["executors"] == (1 if master == "local[2]" else 3)  # the driver counts as one
    assert any(kind == "StoryTold" for kind, _ in records(out))
    assert any(kind == "Issue" and "same bytes" in body for (kind, _), body in records(out).items())


@needs_java
@pytest.mark.slow
def test_weights_are_loaded_once_in_a_process(
    on_spark: Callable[[str], tuple[Path, dict[str, object]]],
) -> None:
    """After a whole run and eight tasks more, no Python worker has loaded the reader twice."""
    _, told = on_spark("local[2]")
    processes = told["processes"]
    assert isinstance(processes, list)
    assert {loads for _, _, loads in processes} == {1}
    assert len({pid for pid, _, _ in processes}) <= 2 + 1


@needs_java
@pytest.mark.slow
def test_a_run_is_loaded_into_an_archive(
    here: Path, on_spark: Callable[[str], tuple[Path, dict[str, object]]], tmp_path: Path
) -> None:
    """Loaded from Spark's Parquet, an archive briefs as that of one machine does."""
    out, _ = on_spark("local[2]")
    told = []
    for number, run in enumerate((here, out)):
        archive = tmp_path / f"{number}.db"
        command = [sys.executable, "-m", "crosswire", "load", str(run), "--archive", str(archive)]
        subprocess.run(command, check=True, capture_output=True)
        brief = [
            sys.executable,
            "-m",
            "crosswire",
            "brief",
            "--archive",
            str(archive),
            "-f",
            "json",
        ]
        told.append(subprocess.run(brief, check=True, capture_output=True).stdout)
    assert told[0] == told[1]
    assert b"Aldhaven" in told[0]
