"""Piles too large for one brief, without a cluster: bounds, containers, what is missing, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from crosswire import cluster
from crosswire.engines import bounds, spark_session
from crosswire.engines.local import LocalEngine
from crosswire.engines.spark_rows import keyed, raw, row_of, run_groups
from crosswire.errors import BadInput, NothingToRead, OutputError, PipelineError
from crosswire.pipeline import STAGES, was_fast
from crosswire.records.base import Issue, Record, encode
from crosswire.records.page import Article, Draft, Page, Sheet
from crosswire.records.shape import Options, Room, Step, of_type
from crosswire.serve.cli import main
from crosswire.serve.run_commands import settings_of
from crosswire.stages.date import DateOptions
from crosswire.store import parquet
from crosswire.store.archive import open_archive

HARBOUR = Path(__file__).parent.parent / "examples" / "harbour"
ROOM = Room(options=Options())


def sheets(count: int) -> list[Record]:
    """So many empty sheets."""
    return [
        Sheet(
            article=Article(id=f"a{n:05}", page=f"p{n}", source="s", text="", body_end=0, blocks=())
        )
        for n in range(count)
    ]


def one_key(_record: Record) -> tuple[str, ...]:
    """All under one key; one half of a pair of surrogates is a key too."""
    return ("all \ud800",)


def drafts(_key: str, records: Sequence[Sheet], _room: Room) -> Iterator[Record]:
    """A draft of each sheet."""
    for record in records:
        yield Draft(article=record.article)


STEP = Step("claims.gather", (Sheet,), (Draft,), one_key, drafts)


def test_a_crowd_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one story of many articles a bounded step takes so many, and an issue says how many there were."""
    monkeypatch.setitem(bounds.ARTICLES, "claims.gather", 20)
    with LocalEngine(1) as engine:
        made = engine.run_step(STEP, ROOM, sheets(50))
    (issue,) = of_type(made, Issue)
    assert len(of_type(made, Draft)) == 20
    assert (issue.kind, issue.severity) == ("crowded", "doubt")
    assert "50 articles meet here; 20 of them" in issue.message


def test_both_engines_are_bounded_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a Spark worker makes of a crowded group is what the local engine makes of it."""
    monkeypatch.setitem(bounds.ARTICLES, "claims.gather", 20)
    kinds: dict[str, type[Record]] = {"Sheet": Sheet}
    rows = keyed(one_key, kinds, map(row_of, sheets(50)))
    made = [row[2:] for row in run_groups(STEP, ROOM, kinds, sorted(rows))]
    with LocalEngine(1) as engine:
        assert sorted(made) == sorted(map(row_of, engine.run_step(STEP, ROOM, sheets(50))))


def test_a_story_under_the_bound_is_left_alone() -> None:
    """Nothing is cut or told where few articles meet."""
    records = sheets(50)
    assert bounds.bounded(STEP, "s", records) == (records, ())


def test_bounds_name_steps_that_there_are() -> None:
    """Every bound is of a step of the house; none is tighter than the step's own."""
    steps = {step.name for stage in STAGES for step in stage.steps}
    assert {*bounds.ARTICLES, *bounds.RECORDS} <= steps
    assert bounds.RECORDS["date.pair"] >= DateOptions().crowd


def test_a_step_that_breaks_its_word_is_refused() -> None:
    """An undeclared record is an error on a worker too."""
    step = Step("x.y", (Sheet,), (Article,), one_key, drafts)
    rows = keyed(one_key, {"Sheet": Sheet}, map(row_of, sheets(1)))
    with pytest.raises(PipelineError, match=r"x\.y yielded a Draft"):
        list(run_groups(step, ROOM, {"Sheet": Sheet}, rows))


def test_keys_as_bytes_keep_their_order() -> None:
    """Bytes of keys sort as the keys do, whatever they hold."""
    keys = ["", "a", "aa", "z", "é", "ß", "\ud800", "\uffff", "😀", "a\0b"]
    assert sorted(keys, key=raw) == sorted(keys)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the demo pile on this machine."""
    out = tmp_path_factory.mktemp("run") / "out"
    cluster.run_here([str(HARBOUR)], out, workers=1)
    return out


def test_records_survive_their_json(run: Path) -> None:
    """Every record of a whole run, read back and written again, is the same to the byte."""
    kinds = cluster.kinds_of(STAGES)
    for kind, name, body in parquet.rows_of(run):
        assert encode(parquet.record_of(kinds[kind], body)).decode() == body, (kind, name)


def test_a_run_is_briefed_as_a_brief(
    run: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Run, loaded and briefed, a pile gives the bytes that `crosswire brief` gives."""
    archive = str(tmp_path / "a.db")
    assert main(["load", str(run), "--archive", archive]) == 0
    capfdbinary.readouterr()
    assert main(["brief", "--archive", archive, "-f", "json"]) == 0
    loaded = capfdbinary.readouterr().out
    assert main(["brief", str(HARBOUR), "-f", "json", "--workers", "1"]) == 0
    assert capfdbinary.readouterr().out == loaded


def test_a_folder_holds_one_run(run: Path, tmp_path: Path) -> None:
    """A folder with something in it is not written over; an unfinished run is not loaded."""
    with pytest.raises(OutputError, match="not empty"):
        parquet.start_over(run)
    (tmp_path / "records").mkdir()
    parquet.start_over(tmp_path)
    with pytest.raises(BadInput, match="no finished run"):
        list(parquet.read_records(tmp_path, {}))


def test_articles_come_from_parquet_too(tmp_path: Path) -> None:
    """A table with the columns of JSON lines gives the pages that JSON lines give."""
    duckdb = pytest.importorskip("duckdb", reason="pip install 'crosswire[spark]'")
    rows = [
        {"title": "Crane falls", "text": "A crane fell on a quay.", "published": "2031-03-01"}
    ] * 2
    rows[1] = rows[1] | {"text": "Two cranes fell on a quay."}
    lines = tmp_path / "news.jsonl"
    lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    table = tmp_path / "news.parquet"
    duckdb.read_json(str(lines)).write_parquet(str(table))
    told = [
        [
            (page.body, page.fields)
            for page in of_type(list(cluster.read_place((str(path), path.name))), Page)
        ]
        for path in (lines, table)
    ]
    assert len(told[0]) == 2
    assert told[0] == told[1]


def test_a_broken_table_is_told(tmp_path: Path) -> None:
    """What is no Parquet is an issue, and a run over nothing else is no success."""
    path = tmp_path / "broken.parquet"
    path.write_bytes(b"PAR1 no")
    (issue,) = cluster.read_place((str(path), path.name))
    assert isinstance(issue, Issue)
    assert issue.severity == "skipped"
    with pytest.raises(NothingToRead, match=r"broken\.parquet"):
        cluster.run_here([str(path)], tmp_path / "out", workers=1)


def test_the_same_bytes_count_once() -> None:
    """Of two files of one page the first stays, and a note names the other."""
    one, other = (Page.make(name, b"same", "text/plain") for name in ("a.txt", "b.txt"))
    first, note = cluster.first_come([one, other])
    assert first == one
    assert isinstance(note, Issue)
    assert (note.about, note.kind) == ("b.txt", "same-bytes")


def test_the_coarse_way_is_told(tmp_path: Path) -> None:
    """A run whose pages were cleaned the coarse way says so, as a brief does."""
    cluster.run_here([str(HARBOUR / "5-freight.txt")], tmp_path / "run", workers=1, fast=True)
    cluster.load(tmp_path / "run", tmp_path / "a.db")
    with open_archive(tmp_path / "a.db") as shelf:
        assert was_fast(shelf.load_brief())


def test_missing_paths_are_refused() -> None:
    """A path that is not there is told before anything starts."""
    with pytest.raises(BadInput, match="no such file"):
        cluster.places_of(["nowhere.warc"])


def test_missing_spark_and_java_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says in one line what to install."""
    command = ["run", str(HARBOUR), "--out", str(tmp_path / "o"), "--engine", "spark"]
    monkeypatch.setattr(spark_session, "find_spec", lambda _name: None)
    assert main(command) == 2
    assert "pip install 'crosswire[spark]'" in capsys.readouterr().err
    monkeypatch.setattr(spark_session, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert main(command) == 2
    assert "Java 17" in capsys.readouterr().err
    monkeypatch.setattr(spark_session, "java_release", lambda: 11)
    assert main(command) == 2
    assert "the java found is 11" in capsys.readouterr().err


def test_settings_are_checked() -> None:
    """A setting is spark.NAME=VALUE."""
    assert settings_of(["spark.executor.memory=8g"]) == {"spark.executor.memory": "8g"}
    with pytest.raises(BadInput, match="--set memory"):
        settings_of(["memory=8g"])
