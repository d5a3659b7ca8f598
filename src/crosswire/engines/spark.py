"""The engine on a cluster: Apache Spark moves the records, its Python workers run the same steps.

Records lie in one Parquet table, `records/step=N/type=T/`, as type, name and JSON; step 0 is what was read.
A step is three movements: every record that it reads is given its keys; rows are brought together by key and
sorted; each group is run, and of what was yielded under one name the first stays, as on one machine. What a
step made is written before the next begins, so a run that broke off goes on where it was.

A step that only compares (`Step.compares`) moves bare keys first, and records only where several meet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from types import TracebackType
from typing import Any

from crosswire.engines.bounds import RECORDS
from crosswire.engines.spark_rows import Settle, keyed, run_groups, settled, taken
from crosswire.engines.spark_session import open_session
from crosswire.errors import OutputError, PipelineError
from crosswire.records.base import Issue, Record
from crosswire.records.shape import Room, Stage, Step

Progress = Callable[[str, int, int], None]

ROW = "type string, name string, body string"
STORED = f"step int, {ROW}"
KEYED = f"key binary, {ROW}"
MADE = f"key binary, number int, {ROW}"
NAME = ["type", "name"]


class SparkEngine(AbstractContextManager["SparkEngine"]):
    """Runs stages on a Spark master and keeps their records under one folder.

    `out` is a path or address that all workers and this process can write; `plan` says what is run, and a
    folder that holds the beginning of another plan is refused.
    """

    def __init__(
        self, master: str, out: str, plan: Mapping[str, Any], *, parts: int = 0,
        settings: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """`parts`: groups of keys that are run side by side; 0 takes three for each core. Raises BadInput
        where Spark cannot start, OutputError where `out` holds something else."""
        self.session = open_session(master, parts or 8, settings or {})
        self._context = self.session.sparkContext
        self.parts = parts or max(8, 3 * self._context.defaultParallelism)
        self.session.conf.set("spark.sql.shuffle.partitions", str(self.parts))
        self.out = out.rstrip("/")
        self._writes: dict[int, set[str]] = {}
        self._open(json.dumps(plan, sort_keys=True))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.stop()

    def take(
        self,
        places: Sequence[Any],
        read: Callable[[Any], Iterable[Record]],
        settle: Settle,
        kinds: Iterable[type[Record]],
    ) -> None:
        """Reads the places on the workers, each whole by one, into records of these kinds; of those of one
        name the first stays, and `settle` tells of the others."""
        names = {kind.__name__: kind for kind in kinds}
        self._writes[0] = set(names)
        if self._is_there(0):
            return
        numbered = self._context.parallelize(list(enumerate(places)), max(1, len(places)))
        rows = self._frame(numbered.mapPartitions(partial(taken, read)), MADE)
        rows = rows.select("type", "name", "key", "number", "body").repartition(self.parts, *NAME)
        rows = rows.sortWithinPartitions(*NAME, "key", "number")
        made = rows.rdd.mapPartitions(partial(settled, settle, names))
        self._write(0, self._frame(made, MADE), "reading")

    def holds(self, kind: type[Record]) -> bool:
        """Is any record of this type among what was read?"""
        return self._exists(f"{self._place(0)}/type={kind.__name__}")

    def run(self, stages: Sequence[Stage], progress: Progress | None = None) -> None:
        """Runs the stages in order; a step that is there already is not run again."""
        steps = [(stage, step) for stage in stages for step in stage.steps]
        for number, (stage, step) in enumerate(steps, 1):
            if progress:
                progress(stage.name, number - 1, len(steps))
            if not self._is_there(number):
                self._run_step(number, step, Room(options=stage.options))
            made: tuple[type[Record], ...] = (*step.writes, Issue)  # an engine may add an issue
            self._writes[number] = {kind.__name__ for kind in made}
        self._write_text("done", "")

    def _run_step(self, number: int, step: Step, room: Room) -> None:
        kinds = {kind.__name__: kind for kind in step.reads}
        rows = self._read(set(kinds))
        given = self._frame(rows.rdd.mapPartitions(partial(keyed, step.key, kinds)), KEYED)
        if step.compares:
            given = self._met(step, kinds, rows)
        placed = given.repartition(self.parts, "key").sortWithinPartitions("key", "type", "name")
        made = placed.rdd.mapPartitions(partial(run_groups, step, room, kinds))
        self._write(number, self._frame(made, MADE), step.name)

    def _met(self, step: Step, kinds: Mapping[str, type[Record]], rows: Any) -> Any:
        """Keyed rows of the groups of more than one, found by bare keys."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

        bare = partial(_bare, step.key, dict(kinds))
        keys = self._frame(rows.rdd.mapPartitions(bare), "key binary, type string, name string")
        size = keys.groupBy("key").count().where(f.col("count") > 1)
        if most := RECORDS.get(step.name):
            size = size.where(f.col("count") <= most)
        met = keys.join(size.select("key"), "key", "left_semi")
        return met.join(rows, NAME).select("key", "type", "name", "body")

    def _read(self, names: set[str]) -> Any:
        """Rows of these types that the steps so far have made; of one type and name the first."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

        table = self.session.read.schema(STORED).option("basePath", f"{self.out}/records")
        wanted = [number for number, written in self._writes.items() if names & written]
        rows = table.parquet(*(self._place(number) for number in wanted))
        rows = rows.where(f.col("type").isin(sorted(names)))
        told = [name for number in wanted for name in names & self._writes[number]]
        if len(told) == len(set(told)):
            return rows.select("type", "name", "body")  # one step alone makes each type
        return rows.groupBy(*NAME).agg(f.min_by("body", "step").alias("body"))

    def _write(self, number: int, made: Any, name: str) -> None:
        """The first record of each name, into the table. Raises PipelineError when a worker fails."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

        first = made.groupBy(*NAME).agg(f.min_by("body", f.struct("key", "number")).alias("body"))
        with told(name):
            first.write.mode("overwrite").partitionBy("type").parquet(self._place(number))

    def _frame(self, rows: Any, schema: str) -> Any:
        return self.session.createDataFrame(rows, schema, verifySchema=False)

    def _place(self, number: int) -> str:
        return f"{self.out}/records/step={number}"

    def _is_there(self, number: int) -> bool:
        return self._exists(f"{self._place(number)}/_SUCCESS")

    # Files go through Hadoop, so that `out` may lie in whatever store the cluster knows.

    def _open(self, plan: str) -> None:
        found = self._read_text("plan.json")
        if found is None and self._exists(f"{self.out}/records"):
            raise OutputError(f"{self.out} holds records without a plan. Name another folder.")
        if found is not None and found != plan:
            raise OutputError(
                f"{self.out} holds a run of other inputs or options. Name another folder."
            )
        if found is None:
            self._write_text("plan.json", plan)

    def _path(self, name: str) -> tuple[Any, Any]:
        path = self._context._jvm.org.apache.hadoop.fs.Path(name)
        return path.getFileSystem(self._context._jsc.hadoopConfiguration()), path

    def _exists(self, name: str) -> bool:
        system, path = self._path(name)
        return bool(system.exists(path))

    def _read_text(self, name: str) -> str | None:
        if not self._exists(f"{self.out}/{name}"):
            return None
        system, path = self._path(f"{self.out}/{name}")
        stream = system.open(path)
        try:
            return bytes(stream.readAllBytes()).decode()
        finally:
            stream.close()

    def _write_text(self, name: str, text: str) -> None:
        system, path = self._path(f"{self.out}/{name}")
        with told(f"writing {name}"):
            stream = system.create(path, True)
            stream.write(bytearray(text.encode()))
            stream.close()


def _bare(
    key: Callable[[Any], Iterable[str]], kinds: Mapping[str, type[Record]], rows: Iterable[Any]
) -> Iterator[tuple[bytes, str, str]]:
    """Keys with the names of their records, without the records."""
    for one, kind, name, _ in keyed(key, kinds, rows):
        yield one, kind, name


@contextmanager
def told(name: str) -> Iterator[None]:
    """What fails on the cluster, in one line. Raises PipelineError."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415 - as above

    try:
        yield
    except (Py4JError, PySparkException) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        why = next((line for line in reversed(lines) if "Error: " in line), (lines or ["?"])[0])
        raise PipelineError(f"{name} failed on the cluster: {why[:500]}") from error
