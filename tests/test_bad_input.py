"""Bad input gets a clear word, and nothing is lost: the rest of the pile is still briefed."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from cli_runner import COURIER, MERCURY, Done, Runner, one_line
from crosswire import pipeline
from crosswire.store import archive

COMMAND = [sys.executable, "-m", "crosswire", "brief"]
GOOD = ["pile/courier.txt", "pile/mercury.txt"]
GERMAN = """Fähre vor Port Sorrel auf Grund gelaufen

4. März 2024

Die Fähre Linnet ist am Montag vor Port Sorrel auf Grund gelaufen. Zwölf Menschen wurden ins \
Krankenhaus gebracht, sagte der Hafenmeister. Die Ursache ist noch nicht bekannt, und die Polizei \
ermittelt.
"""


@pytest.fixture
def crosswire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    runner = Runner(monkeypatch, tmp_path)
    runner.two_reports()
    return runner


def rest_is_briefed(done: Done) -> None:
    """The two good reports are in the brief, and standard error is quiet."""
    assert done.status == 0, done.lines
    assert done.lines == []
    assert set(GOOD) <= set(done.sources)


def test_an_empty_folder(crosswire: Runner) -> None:
    """One line names the folder and what was looked for."""
    Path("empty").mkdir()
    done = crosswire.json("empty")
    assert (done.status, done.out) == (2, "")
    one_line(done, "empty", "Looked for HTML, text")


def test_a_missing_path(crosswire: Runner) -> None:
    """Alone it ends the run; beside others it is an issue of the brief."""
    alone = crosswire.json("nowhere")
    assert (alone.status, alone.out) == (2, "")
    one_line(alone, "nowhere", "no such file")
    beside = crosswire.json("pile", "nowhere")
    rest_is_briefed(beside)
    assert len(beside.issues_about("nowhere")) == 1


UNREADABLE = {
    "binary.txt": os.urandom(3000),
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(400),
    "paper.pdf": b"%PDF-1.7\n" + b"text " * 90,
    "zero.html": b"",
    "blank.txt": b" \n\t\r\n" * 99,
    "notext.html": b"<html><head><script>var a = 1;</script></head><body><img src=a></body></html>",
    "cut.txt.gz": gzip.compress(COURIER.encode())[:-30],
    "bomb.html.gz": gzip.compress(bytes(70_000_000), 1),
}


def test_what_is_no_page_is_named_once_and_the_rest_is_briefed(crosswire: Runner) -> None:
    """A binary, a picture, 0 bytes, white space, no text, broken and hostile packing: a word each."""
    for name, content in UNREADABLE.items():
        crosswire.write(f"pile/{name}", content)
    with crosswire.write("pile/huge.txt", b"").open("wb") as huge:
        huge.truncate(200_000_000)
    start = time.monotonic()
    done = crosswire.json("pile")
    assert time.monotonic() - start < 5, "the large files must not be read whole"
    rest_is_briefed(done)
    assert done.sources == GOOD
    for name in [*UNREADABLE, "huge.txt"]:
        told = done.issues_about(f"pile/{name}")
        assert len(told) == 1, (name, told)
        assert told[0]["severity"] == "skipped"
        assert told[0]["message"]
        assert told[0]["advice"], told
    assert "200 MB" in done.issues_about("huge.txt")[0]["message"]


def test_only_pages_without_text(crosswire: Runner) -> None:
    """A pile in which no page has text is not a success, and one line says why."""
    crosswire.write("bare/a.html", UNREADABLE["notext.html"])
    done = crosswire.json("bare")
    assert done.status == 2
    one_line(done, "bare/a.html")


def test_wrong_and_mixed_encodings(crosswire: Runner) -> None:
    """Pages in any encoding, named wrongly or mixed, are read as far as they go."""
    text = COURIER.replace("Reed", "Réëd").replace("Linnet", "Linnet — “old”")
    bodies = {
        "latin.txt": text.replace("—", "-").replace("“", '"').replace("”", '"').encode("latin-1"),
        "cp1252.txt": text.encode("cp1252"),
        "utf16.txt": text.encode("utf-16"),
        "utf16bare.txt": text.encode("utf-16-le"),
        "marked.txt": b"\xef\xbb\xbf" + text.encode(),
        "mixed.txt": text.encode() + "Später sagte Réëd mehr.\n".encode("cp1252"),
        "liar.html": b'<html><head><meta charset="utf-16"><title>Ferry</title></head><body><p>'
        + text.encode("cp1252").replace(b"\n\n", b"</p><p>") + b"</p></body></html>",
        "unknown.html": b'<html><head><meta charset="x-klingon"></head><body><p>'
        + text.encode().replace(b"\n\n", b"</p><p>") + b"</p></body></html>",
    }  # fmt: skip
    for name, body in bodies.items():
        crosswire.write(f"pile/{name}", body)
    done = crosswire.json("pile")
    rest_is_briefed(done)
    told = {one["source"]: one for story in done.brief["stories"] for one in story["articles"]}
    for name in bodies:
        assert "ran aground off Port Sorrel" in told[f"pile/{name}"]["text"], name
    for name in ("latin.txt", "cp1252.txt", "utf16.txt", "utf16bare.txt", "marked.txt"):
        assert "Tomas Réëd" in told[f"pile/{name}"]["text"], name


def test_ten_thousand_deep_html(crosswire: Runner) -> None:
    """HTML nested beyond reason neither crashes nor hangs the run."""
    inner = "".join(f"<p>{line}</p>" for line in MERCURY.split("\n\n"))
    deep = "<div>" * 10_000 + inner + "</div>" * 10_000
    crosswire.write("pile/deep.html", f"<html><body>{deep}</body></html>")
    crosswire.write("pile/open.html", "<html><body>" + "<b><i><table><tr><td>" * 2_000 + inner)
    start = time.monotonic()
    done = crosswire.json("pile")
    assert time.monotonic() - start < 20
    rest_is_briefed(done)
    for name in ("pile/deep.html", "pile/open.html"):
        assert name in done.sources or done.issues_about(name), name


def test_one_page_only(crosswire: Runner) -> None:
    """A single page is a brief of one article."""
    done = crosswire.json("pile/courier.txt")
    assert (done.status, done.lines) == (0, [])
    assert done.sources == ["pile/courier.txt"]


def test_the_same_page_twice(crosswire: Runner) -> None:
    """The same bytes under two names count once, and the second name is told."""
    crosswire.write("pile/zopy.txt", COURIER)
    done = crosswire.json("pile", "pile/courier.txt")
    rest_is_briefed(done)
    assert done.sources == GOOD
    (told,) = done.issues_about("zopy.txt")
    assert (told["kind"], told["severity"]) == ("same-bytes", "note")
    assert "courier.txt" in told["message"]


def test_pages_in_another_language(crosswire: Runner) -> None:
    """A page in a language that is not read is kept, named in the issues, and in the brief."""
    crosswire.write("pile/zeitung.txt", GERMAN)
    done = crosswire.json("pile")
    rest_is_briefed(done)
    assert "pile/zeitung.txt" in done.sources
    assert len(done.issues_about("zeitung.txt")) >= 1


def test_hostile_text(crosswire: Runner) -> None:
    """Control characters, emoji, right-to-left marks, and a megabyte without a space are borne."""
    crosswire.write("pile/odd.txt", MERCURY.replace("ferry", "fer\x07ry \u202e\U0001f6a2\x1b[31m"))
    crosswire.write("pile/long.txt", MERCURY + "x" * 1_000_000 + "\n")
    crosswire.write("pile/page\x1b[2J.txt", COURIER.replace("Twelve", "Eleven"))
    start = time.monotonic()
    done = crosswire.json("pile")
    assert time.monotonic() - start < 20
    rest_is_briefed(done)
    shown = crosswire("brief", "pile", "--explain")
    assert shown.status == 0
    assert "\x1b" not in shown.out
    assert "\x07" not in shown.out


def test_places_that_cannot_be_written_to(crosswire: Runner) -> None:
    """A file where a folder should be, a folder where a file should be: said before the work."""
    Path("folder").mkdir()
    before = sorted(map(str, Path().rglob("*")))
    for option, place, words in (
        ("--output", "pile/courier.txt/brief.json", "there is no folder"),
        ("--output", "folder", "is a folder"),
        ("--output", "/proc/nowhere/brief.json", "there is no folder"),
        ("--archive", "pile/courier.txt/a.db", "cannot be opened"),
        ("--archive", "folder", "is a folder"),
        ("--archive", "/proc/a.db", "cannot be opened"),
        ("--archive", "pile/courier.txt", "not an archive"),
    ):
        done = crosswire.json("pile", option, place)
        assert (done.status, done.out) == (3, ""), (option, place)
        one_line(done, place, words)
    assert sorted(map(str, Path().rglob("*"))) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write to a read-only folder")
def test_a_read_only_folder(crosswire: Runner) -> None:
    """A folder that may not be written to is named, for the output and for the archive."""
    Path("locked").mkdir(mode=0o500)
    for option in ("--output", "--archive"):
        done = crosswire.json("pile", option, "locked/x")
        assert done.status == 3
        one_line(done, "locked")


def test_a_full_disk_under_the_output(crosswire: Runner) -> None:
    """A device without space is one line and status 3, for a file and for standard output."""
    done = crosswire.json("pile", "--output", "/dev/full")
    assert (done.status, done.out) == (3, "")
    one_line(done, "/dev/full", "no space left")
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run([*COMMAND, "pile"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert told.returncode == 3
    assert told.stderr.decode().splitlines() == [
        "crosswire: standard output could not be written: no space left on device."
    ]


def test_a_disk_that_fills_while_the_output_is_written(crosswire: Runner) -> None:
    """What was there before is still there, and no half of the new one."""
    Path("brief.json").write_text("old")

    def small_files_only() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    command = [*COMMAND, "pile", "--output", "brief.json"]
    told = subprocess.run(command, capture_output=True, preexec_fn=small_files_only, check=False)
    assert told.returncode == 3
    assert len(told.stderr.decode().splitlines()) == 1
    assert Path("brief.json").read_text() == "old"
    assert sorted(path.name for path in Path().iterdir()) == ["brief.json", "pile"]


def test_a_full_disk_under_the_archive(crosswire: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The brief is printed all the same, and what the archive held before is whole."""
    first = crosswire.json("pile/courier.txt", "--archive", "a.db")
    settle_in = archive.Archive._settle_in

    def on_a_full_disk(self: archive.Archive) -> None:
        settle_in(self)
        (used,) = self.connection.execute("PRAGMA page_count").fetchone()
        self.connection.execute(f"PRAGMA max_page_count = {used}")

    with monkeypatch.context() as patch:
        patch.setattr(archive.Archive, "_settle_in", on_a_full_disk)
        done = crosswire.json("pile", "--archive", "a.db")
    assert done.status == 3
    one_line(done, "a.db", "disk is full", "printed all the same")
    assert done.sources == GOOD
    assert crosswire.json("--archive", "a.db").out == first.out


def test_an_archive_in_use(crosswire: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes for long, the brief is printed and the line says what to do."""
    crosswire.json("pile", "--archive", "a.db")
    with archive.open_archive("a.db") as other:
        other.connection.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(pipeline, "open_archive", partial(archive.open_archive, wait=0.1))
        done = crosswire.json("pile", "--archive", "a.db")
    assert done.status == 3
    one_line(done, "a.db", "in use by another process")
    assert done.sources == GOOD


def test_broken_lines_on_standard_input(crosswire: Runner) -> None:
    """A broken line is an issue with its number; the lines round it are briefed."""
    rows = [json.dumps({"text": COURIER}), "{oops", json.dumps({"text": MERCURY})]
    done = crosswire.json("-", stdin="\n".join(rows).encode())
    assert (done.status, done.lines) == (0, [])
    assert done.sources == ["-:1", "-:3"]
    assert len(done.issues_about("-:2")) == 1


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c(crosswire: Runner, workers: str) -> None:
    """Stopped in the middle of a run, it says so in one line and leaves nothing half done."""
    for number in range(200):
        text = COURIER.replace("Twelve", f"{number + 20}").replace(
            "4 March", f"{number % 27 + 1} March"
        )
        crosswire.write(f"many/{number}.txt", text * 3)
    crosswire.json("pile", "--archive", "a.db")
    before = Path("a.db").read_bytes()
    command = [*COMMAND, "many", "--workers", workers, "--output", "b.json", "--archive", "a.db"]
    # Started where Ctrl-C is ignored, as jobs of a script are, it would rightly ignore it too.
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        signal.signal(signal.SIGINT, ignored)
        time.sleep(2.0)
        assert running.poll() is None, "it was done before it could be stopped"
        os.killpg(running.pid, signal.SIGINT)  # a terminal sends it to the whole group
        out, err = running.communicate(timeout=20)
    # A shell sees 130 for both: the second is how Python ends when it was stopped inside an import.
    assert running.returncode in (130, -signal.SIGINT), err.decode()
    assert out == b""
    (line,) = err.decode().splitlines()
    assert line.startswith("crosswire: stopped. Nothing was lost")
    assert not Path("b.json").exists()
    assert list(Path().glob(".*part")) == []
    assert Path("a.db").read_bytes() == before
