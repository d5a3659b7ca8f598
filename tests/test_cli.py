"""The command line: options, shapes, statuses; nothing half written, nothing but one line on errors."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from cli_runner import Runner, one_line
from crosswire import __version__
from crosswire.errors import OutputError
from crosswire.pipeline import stages_for
from crosswire.serve import cli, output, run
from crosswire.serve.progress import progress_bar
from crosswire.serve.schema import brief_schema

COMMAND = [sys.executable, "-m", "crosswire"]
SHAPES = {"json": "{", "markdown": "#", "html": "<!"}


@pytest.fixture
def crosswire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    runner = Runner(monkeypatch, tmp_path)
    runner.two_reports()
    return runner


def test_help_shows_examples_that_the_parser_takes(crosswire: Runner) -> None:
    """Every example in the help is made of commands and options that exist."""
    done = crosswire("brief", "--help")
    assert (done.status, done.lines) == (0, [])
    examples = re.findall(
        r"crosswire (brief .*?)(?:  |$)", re.sub(r"\[/?\w+\]", "", cli.EXAMPLES), re.M
    )
    assert len(examples) >= 6
    for example in examples:
        assert callable(cli._job(example.split())), example


def test_help_loads_no_stage(crosswire: Runner) -> None:
    """The heavy rooms are entered only when there is something to brief."""
    script = (
        "import sys; from crosswire.serve.cli import main; main(['brief', '--help']);"
        "heavy = {'crosswire.pipeline', 'trafilatura', 'numpy', 'sqlite3', 'fastwarc'};"
        "sys.exit(f'loaded {heavy & set(sys.modules)}' if heavy & set(sys.modules) else 0)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_the_bare_command_shows_its_help_and_version(crosswire: Runner) -> None:
    """Without a command the help is shown; the version is one line."""
    assert "brief" in crosswire().out
    assert crosswire("--version").out == f"crosswire {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief"], "no pages were named"),
        (["brif", "pile"], "brif"),
        (["brief", "pile", "--fromat", "json"], "--fromat"),
        (["brief", "pile", "--format", "pdf"], "pdf"),
        (["brief", "pile", "--workers", "0"], "--workers 0"),
        (["brief", "pile", "--story", "one"], "--story"),
        (["brief", "pile", "--from", "yesterday"], "--from yesterday is no day"),
        (["brief", "pile", "--since", "yesterday"], "--since yesterday is no day and no minute"),
        (["brief", "pile", "--from", "2024-03-02", "--until", "2024-03-01"], "is after"),
        (["brief", "pile", "-o", "x", "--archive", "x"], "both x"),
    ],
)
def test_wrong_options_are_one_line_and_status_2(
    crosswire: Runner, arguments: list[str], words: str
) -> None:
    """Whatever is wrong with the options is said at once, before any page is read."""
    done = crosswire(*arguments)
    assert (done.status, done.out) == (2, "")
    one_line(done, words)


def test_the_schema_holds_for_what_is_printed(crosswire: Runner) -> None:
    """`crosswire schema` prints the schema, and a brief in JSON fits it."""
    assert json.loads(crosswire("schema").out) == json.loads(json.dumps(brief_schema()))
    done = crosswire.json("pile")
    assert (done.status, done.lines) == (0, [])
    jsonschema.Draft202012Validator(brief_schema()).validate(done.brief)
    assert done.sources == ["pile/courier.txt", "pile/mercury.txt"]


def test_the_terminal_brief_in_a_pipe_has_no_colour(crosswire: Runner) -> None:
    """Without a terminal there are no escape codes, and lines keep to a readable width."""
    done = crosswire("brief", "pile")
    assert done.status == 0
    assert "Sorrel" in done.out
    assert "\x1b" not in done.out
    assert max(map(len, done.out.splitlines())) <= 100


@pytest.mark.parametrize("shape", SHAPES)
def test_the_name_of_the_output_tells_the_shape(crosswire: Runner, shape: str) -> None:
    """brief.json holds JSON, brief.md Markdown, brief.html a page, unless --format says otherwise."""
    name = f"brief.{'md' if shape == 'markdown' else shape}"
    done = crosswire("brief", "pile", "--output", name)
    assert (done.status, done.out, done.lines) == (0, "", [])
    assert Path(name).read_text("utf-8").lstrip().lower().startswith(SHAPES[shape])
    assert sorted(path.name for path in Path().iterdir()) == [name, "pile"]


def test_standard_input_takes_json_lines(crosswire: Runner) -> None:
    """`-` reads one article a line, with its fields."""
    line = {
        "text": Path("pile/courier.txt").read_text(),
        "outlet": "Sorrel Courier",
        "published": "2024-03-04",
    }
    done = crosswire.json("-", stdin=json.dumps(line).encode())
    assert done.status == 0
    (article,) = done.brief["stories"][0]["articles"]
    assert (article["source"], article["published"]) == ("-:1", "2024-03-04")


def test_one_story_of_many(crosswire: Runner) -> None:
    """--story picks by number; a number that is not there is one line."""
    done = crosswire.json("pile", "--story", "1")
    assert len(done.brief["stories"]) == 1
    wrong = crosswire.json("pile", "--story", "99")
    assert (wrong.status, wrong.out) == (2, "")
    one_line(wrong, "--story 99")


def test_days_leave_articles_out_with_a_word(crosswire: Runner) -> None:
    """--until keeps earlier articles; when none is left, the status says so."""
    crosswire.write(
        "pile/later.txt", Path("pile/mercury.txt").read_text().replace("4 March", "9 March")
    )
    done = crosswire.json("pile", "--until", "2024-03-05")
    assert done.sources == ["pile/courier.txt", "pile/mercury.txt"]
    assert [issue["kind"] for issue in done.issues_about("later.txt")] == ["outside-days"]
    none = crosswire.json("pile", "--from", "2025-01-01")
    assert none.status == 2
    one_line(none, "no article")


@pytest.mark.parametrize("shape", SHAPES)
def test_news_are_told_in_every_shape(crosswire: Runner, shape: str) -> None:
    """--since tells what is new, and that there is nothing new where there is not."""
    later = Path("pile/courier.txt").read_text().replace("4 March 2024", "6 March 2024")
    later = later.replace("Twelve people", "Fifteen people").replace("March 4 - ", "March 6 - ")
    crosswire.write("pile/later.txt", later)
    done = crosswire("brief", "pile", "--since", "2024-03-05", "--format", shape)
    assert done.status == 0
    assert "new since 5 mar 2024" in done.out.lower() or '"since":"2024-03-05"' in done.out
    still = crosswire("brief", "pile", "--since", "2024-03-08", "--format", shape)
    assert "nothing" in still.out.lower() or '"news":[]' in still.out


def test_a_brief_with_news_is_not_the_one_kept(crosswire: Runner) -> None:
    """The archive keeps the brief without its news: asked again without --since, there are none."""
    assert crosswire.json("pile", "--archive", "a.db", "--since", "2024-03-01").brief["since"]
    again = crosswire.json("--archive", "a.db")
    assert again.brief["since"] is None
    assert not any(story["news"] for story in again.brief["stories"])
    assert crosswire.json("--archive", "a.db", "--since", "2024-03-01").brief["stories"][0]["news"]


def test_the_fast_way_is_taken_and_told(crosswire: Runner) -> None:
    """With --fast HTML is cleaned the coarse way: and the brief says so."""
    assert [stages_for(fast=fast)[0].options.fast for fast in (True, False)] == [True, False]
    paragraph = "The ferry Linnet ran aground off Port Sorrel on Monday, the harbour master said. "
    page = f"<html><body><h1>Ferry aground</h1><p>{paragraph * 3}</p></body></html>"
    crosswire.write("pile/a.html", page)
    careful = crosswire.json("pile")
    fast = crosswire.json("pile", "--fast")
    assert not careful.issues_about("--fast")
    assert [issue["kind"] for issue in fast.issues_about("--fast")] == ["fast"]
    assert [len(done.brief["stories"]) for done in (careful, fast)] == [1, 1]


def test_a_brief_made_the_other_way_is_made_again(crosswire: Runner) -> None:
    """The archive gives its brief again only to who asks for the way it was made."""
    assert crosswire.json("pile", "--archive", "a.db", "--fast").issues_about("--fast")
    again = crosswire.json("--archive", "a.db")
    assert not again.issues_about("--fast")


def test_outlets_of_ones_own_that_cannot_be_read_are_told_at_once(
    crosswire: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A malformed CROSSWIRE_OUTLETS is the user's to mend: one line, status 2, before any page is read."""
    mine = crosswire.folder / "mine.toml"
    mine.write_text('[[outlets]]\nname = "Port Town Herald"\n', "utf-8")
    monkeypatch.setenv("CROSSWIRE_OUTLETS", str(mine))
    done = crosswire("brief", "pile")
    assert (done.status, done.out) == (2, "")
    one_line(done, "mine.toml: outlet 1 (Port Town Herald)")


def test_the_archive_gives_the_brief_again(crosswire: Runner) -> None:
    """With --archive alone the saved brief is printed, the same bytes, the issues with it."""
    crosswire.write("pile/empty.txt", b"")
    first = crosswire.json("pile", "--archive", "a.db")
    again = crosswire.json("--archive", "a.db")
    assert first.status == again.status == 0
    assert first.brief == again.brief
    assert again.issues_about("empty.txt")


def test_an_archive_of_two_runs_is_briefed_as_a_whole(crosswire: Runner) -> None:
    """Pages of several runs make one pile when the archive is briefed."""
    crosswire.json("pile/courier.txt", "--archive", "a.db")
    crosswire.json("pile/mercury.txt", "--archive", "a.db")
    assert crosswire.json("--archive", "a.db").sources == ["pile/courier.txt", "pile/mercury.txt"]
    earlier = crosswire.json("--archive", "a.db", "--until", "2024-01-01")
    assert earlier.status == 2
    missing = crosswire.json("--archive", "b.db")
    assert missing.status == 3
    one_line(missing, "There is no archive b.db")


def test_output_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that fails in the middle leaves the old file and no other; links are followed."""
    target = tmp_path / "brief.html"
    target.write_text("old")
    (tmp_path / "link.html").symlink_to(target)
    monkeypatch.setattr(output.os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        output.write_file(b"new", target)
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.undo()
    output.write_file(b"new", tmp_path / "link.html")
    assert target.read_text() == "new"
    assert (tmp_path / "link.html").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_output_that_cannot_be_is_refused_before_the_work(tmp_path: Path) -> None:
    """Folders and places that are not there are named."""
    with pytest.raises(OutputError, match="is a folder"):
        output.check_target(tmp_path)
    with pytest.raises(OutputError, match="there is no folder"):
        output.check_target(tmp_path / "no" / "brief.html")


def test_a_reader_that_leaves_early_is_no_failure() -> None:
    """`crosswire ... | head` ends quietly, as other tools do."""
    with subprocess.Popen(
        [*COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as done:
        assert done.stdout
        assert done.stderr
        done.stdout.close()
        assert done.stderr.read() == b""
        assert done.wait() == 128 + signal.SIGPIPE


def test_an_unexpected_failure_is_one_line(
    crosswire: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of our own is status 1 and says how to see where, which then shows the place."""

    def faulty(*_: object) -> int:
        raise ZeroDivisionError("one by nought")

    monkeypatch.setattr(run, "run_brief", faulty)
    done = crosswire("brief", "pile")
    assert done.status == 1
    one_line(done, "ZeroDivisionError: one by nought", "CROSSWIRE_TRACE=1")
    monkeypatch.setenv("CROSSWIRE_TRACE", "1")
    with pytest.raises(ZeroDivisionError):
        crosswire("brief", "pile")


def test_progress_is_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe there is no bar; on a terminal it names the stage."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    with progress_bar() as tell:
        assert tell is None
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as tell:
        assert tell is not None
        tell("lineage", 3, 7)
        tell("stories", 0, 0)
    assert "lineage" in screen.getvalue() or "stories" in screen.getvalue()
