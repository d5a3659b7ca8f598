"""What a pile adds up to is the same in every process: nothing hangs on the order of Python's sets."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from msgspec.structs import replace

from builders import make_article, make_chapter, make_statement
from crosswire.match.retold import find_retellings

TOLD = """
import hashlib
from benchmarks.soak_wire import host, make_wire
from crosswire.pipeline import brief_pages
from crosswire.records.base import encode
from crosswire.records.page import Page
pages = []
for one in make_wire(40, 3, 6).reports():
    where = f"http://{host(one.feed)}{one.path}"
    pages += [Page.make(where, body, "text/html", address=where) for body in one.bodies]
print(hashlib.sha256(encode(brief_pages(pages, workers=1))).hexdigest())
"""


def test_of_versions_at_one_address_the_first_by_name_is_retold() -> None:
    """Dated alike and alike in all they tell, they fit equally well; sets must not choose."""
    points = ("The roof was lost", "The cat was saved", "The road was closed")
    text = ". ".join(points)
    late = make_article(text, name="late", published="2031-03-05")
    for number in range(8):
        versions = [
            replace(make_article(text, name=f"{number}{one}", published="2031-03-04"), source="s")
            for one in "ab"
        ]
        chapters = {one.id: make_chapter(one) for one in (*versions, late)}
        groups = [[make_statement(point, article=name) for name in chapters] for point in points]
        assert find_retellings(groups, chapters, set())[late.id] == min(v.id for v in versions)


@pytest.mark.slow
def test_every_hash_seed_tells_the_same_brief() -> None:
    """A settled archive and a batch come from two processes: their briefs have the same bytes."""
    told = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", TOLD],
            capture_output=True, text=True, check=True, timeout=300,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        told.add(done.stdout.strip())
    assert len(told) == 1
