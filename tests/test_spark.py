"""The Spark engine: the same records as on one machine, byte for byte, in one process and in many.

Skipped where pyspark (`crosswire[spark]`) or Java 17 is missing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

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
    yield os.getpid(), shipped_reader.cache_info().misses

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


def on_spark(pile: Path, out: Path, master: str) -> dict[str, Any]:
    """Runs the pile on a Spark master; what was told of the workers."""
    command = [sys.executable, "-c", SCRIPT, master, str(out), str(pile)]
    done = subprocess.run(
        command, env={**os.environ, **BRIEF}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


# One test for each master, not one for each fact: a session takes longer to start than a fact to check.
@needs_java
@pytest.mark.slow
@pytest.mark.parametrize("master", ["local[2]", "local-cluster[2,1,1024]"])
def test_a_run_on_spark_is_that_of_one_machine(
    master: str, pile: Path, here: Path, tmp_path: Path
) -> None:
    """In two threads and in two worker processes: the same records, byte for byte; no Python worker loads
    the reader's weights twice; an archive loaded from it briefs as that of one machine does."""
    out = tmp_path / "run"
    told = on_spark(pile, out, master)
    assert records(out) == records(here)
    assert any(kind == "StoryTold" for kind, _ in records(out))
    assert any(kind == "Issue" and "same bytes" in body for (kind, _), body in records(out).items())
    assert told["executors"] == (1 if master == "local[2]" else 3)  # the driver counts as one
    assert {loads for _, loads in told["processes"]} == {1}
    assert briefed(out, tmp_path / "spark.db") == briefed(here, tmp_path / "here.db")


def briefed(run: Path, archive: Path) -> bytes:
    """The brief of an archive that a run was loaded into."""
    load = [sys.executable, "-m", "crosswire", "load", str(run), "--archive", str(archive)]
    subprocess.run(load, check=True, capture_output=True)
    brief = [sys.executable, "-m", "crosswire", "brief", "--archive", str(archive), "-f", "json"]
    told = subprocess.run(brief, check=True, capture_output=True).stdout
    assert b"Aldhaven" in told
    return told
