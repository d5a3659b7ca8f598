"""Many threads at once: the first answers of a server must not kill it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys, threading, msgspec
from crosswire.records.base import encode
from crosswire.records.story import Story
from crosswire.serve.api.holdings import learn_shapes
from crosswire.store.threads import Telling
from sample_brief import sample_story

told = sample_story()
held = encode(Telling(story=Story(id="s", articles=("a",)), told=told, judgements=told.judgements))
sys.setswitchinterval(1e-6)
learn_shapes()
gate = threading.Barrier(40)

def read():
    gate.wait()
    assert msgspec.json.decode(held, type=Telling).told == told

threads = [threading.Thread(target=read) for _ in range(40)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


def test_forty_threads_read_their_first_story_at_once() -> None:
    """Records are learned by one thread before others read them; else the process dies now and then."""
    for _ in range(3):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
