"""A Spark session for steps: what must be installed, and how the workers are set up."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from crosswire.engines.local import ONE_THREAD
from crosswire.errors import BadInput

JAVA = 17
"""Spark 4 runs on Java 17 and newer."""

HINT = "Install it: pip install 'crosswire[spark]'"


def check_spark() -> None:
    """Raises BadInput, which says what to install, where Spark or Java is missing."""
    if find_spec("pyspark") is None:
        raise BadInput(f"the engine spark needs pyspark, which is not installed. {HINT}")
    found = java_release()
    if found is None:
        raise BadInput(
            f"the engine spark needs Java {JAVA}, and no java was found. Install it "
            f"(Debian: apt-get install openjdk-{JAVA}-jre-headless), or set JAVA_HOME."
        )
    if found < JAVA:
        raise BadInput(f"the engine spark needs Java {JAVA}; the java found is {found}.")


def java_release() -> int | None:
    """The release of the java that Spark would use; None where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None:
        return None
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', told.stderr)
    return int(found[1]) if found else None


def open_session(master: str, parts: int, settings: Mapping[str, str]) -> Any:
    """A session on this master; `settings` of the user's outrank ours. Raises BadInput.

    On a real cluster the workers' Python must have crosswire installed (docs/scale.md).
    """
    check_spark()
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, and slow to load

    here = master.startswith("local")
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    builder = SparkSession.builder.master(master).appName("crosswire")
    for name, value in {**_ours(parts, here=here), **settings}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # pyspark raises what py4j, the gateway and Java raise
        told = str(error).strip().splitlines() or [type(error).__name__]
        raise BadInput(f"Spark could not be started on {master}: {told[0]}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _ours(parts: int, *, here: bool) -> dict[str, str]:
    """Our settings. A worker process lives on from task to task: it loads the reader's weights once."""
    told = {
        "spark.python.worker.reuse": "true",
        "spark.sql.shuffle.partitions": str(parts),
        "spark.default.parallelism": str(parts),
        "spark.sql.parquet.compression.codec": "zstd",
        "spark.ui.showConsoleProgress": "false",
    }
    told |= {f"spark.executorEnv.{name}": "1" for name in ONE_THREAD}
    if here:
        told |= {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1"}
        told["spark.driver.host"] = "127.0.0.1"
        if path := os.environ.get("PYTHONPATH"):
            told["spark.executorEnv.PYTHONPATH"] = path
    return told
