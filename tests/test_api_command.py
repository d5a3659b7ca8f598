"""`crosswire serve` and `crosswire token` as a shell sees them."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from cli_runner import Runner, one_line
from crosswire.serve.api import run
from crosswire.serve.api.settings import digest, read_tokens


@pytest.fixture
def crosswire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    return Runner(monkeypatch, tmp_path)


def test_a_token_is_printed_for_the_file_and_told_once(crosswire: Runner) -> None:
    """Standard output is what the file of tokens holds; the secret is on standard error alone."""
    done = crosswire("token", "desk", "--scope", "judge")
    assert done.status == 0
    secret = one_line(done, "desk").rsplit(" ", 1)[1]
    (token,) = read_tokens(crosswire.write("tokens.toml", done.out))
    assert (token.name, token.scopes) == ("desk", {"judge"})
    assert token.sha256 == digest(secret) and secret not in done.out
    one_line(crosswire("token", "desk", "--scope", "all"), "read, judge, add")


def test_an_open_door_is_refused(crosswire: Runner) -> None:
    """Listening beyond this machine without tokens ends before anything listens, with status 2."""
    done = crosswire("serve", "--archive", "desk.db", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert done.status == 2
    one_line(done, "crosswire token", "--tokens FILE")
    assert not (crosswire.folder / "desk.db").exists()


def test_a_missing_extra_is_told(crosswire: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without FastAPI the command says what to install."""
    monkeypatch.setattr(run, "find_spec", lambda _: None)
    done = crosswire("serve", "--archive", "desk.db")
    assert done.status == 2
    one_line(done, "pip install 'crosswire[web]'")


def test_a_port_that_is_taken_is_told(crosswire: Runner) -> None:
    """A port on which another listens is told in one line."""
    pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        one_line(crosswire("serve", "--archive", "desk.db", "--port", port), f"port {port}")
    one_line(crosswire("serve", "--archive", "d.db", "--host", "127.0.0.1", "--port", "-1"), "none")


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    """The server answers at the address it tells, and ends when it is interrupted."""
    pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")
    command = [sys.executable, "-m", "crosswire", "serve", "--archive", "desk.db", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            address = line.split(" at ")[1].split(" ")[0]
            response = httpx2.get(f"{address}/api/v1/status", timeout=30)
            assert response.status_code == 200 and response.json()["stories"] == 0
            assert "server" not in response.headers
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(30) in (0, 130)
