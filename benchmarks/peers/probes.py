"""The ideas of others on the probes: small piles of invented reports whose truth is known."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers import methods
from benchmarks.peers.press import STORY_WAYS, Row

_ROW = re.compile(r"^(origins|stories)\s+(\d+)\s*/\s*(\d+)", re.MULTILINE)


def rows(folder: Path) -> list[Row]:
    """Origins and stories; `folder` holds `probes.jsonl` and its scorer."""
    file = folder / "probes.jsonl"
    probes = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ours = _ours(folder)
    whole = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
    our_speed = sum(len(probe["pages"]) for probe in probes) / max(whole, 1e-6)
    made = []
    ideas: dict[str, Callable[[Sequence[str]], int]] = {
        "each article an origin": methods.each_article,
        "headlines, words in common ≥ .55": lambda heads: methods.origins(heads, methods.jaccard),
        "headlines, SequenceMatcher ≥ .55": lambda heads: methods.origins(heads, methods.sequence),
    }
    pages = sum(len(probe["pages"]) for probe in probes)
    for idea, count in ideas.items():
        begun = time.process_time()
        right = [_counts_right(probe, item, count) for probe in probes for item in _items(probe)]
        speed = pages / max(time.process_time() - begun, 1e-6)
        made.append(Row("origins", "probes", idea, _mean(right), ours["origins"], speed, our_speed))
    begun = time.process_time()
    found = [_stories_right(probes, cut, damped) for cut, damped in STORY_WAYS]
    speed = pages * len(STORY_WAYS) / max(time.process_time() - begun, 1e-6)
    idea = "TF-IDF, average linkage"
    made.append(Row("stories", "probes", idea, max(found), ours["stories"], speed, our_speed))
    return made


def _items(probe: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = probe["expect"].get("origins", [])
    return items


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)


def _headline(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _counts_right(
    probe: dict[str, Any], item: dict[str, Any], count: Callable[[Sequence[str]], int]
) -> bool:
    """The articles that tell the claim are given; are its origins counted right?"""
    text = {page["file"]: page["text"] for page in probe["pages"]}
    files = sorted({file for file, _ in item["evidence"]})
    wanted = item["count"] if isinstance(item["count"], list) else [item["count"]]
    return count([_headline(text[file]) for file in files]) in wanted


def _stories_right(probes: Sequence[dict[str, Any]], cut: float, damped: bool) -> float:
    """The part of wanted stories that are grouped just so."""
    right = []
    for probe in probes:
        pages = probe["pages"]
        groups = (
            [1]
            if len(pages) < 2
            else methods.stories([p["text"] for p in pages], cut, damped=damped)
        )
        told = [
            {page["file"] for page, group in zip(pages, groups, strict=True) if group == number}
            for number in set(groups)
        ]
        right += [set(wanted) in told for wanted in probe["expect"].get("stories", [])]
    return _mean(right)


def _ours(folder: Path) -> dict[str, float]:
    """Our figures, by the scorer of the probes."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "benchmarks.briefs", "probes"]
        subprocess.run([*command, str(folder / "probes.jsonl"), out], check=True)
        told = subprocess.run(
            [sys.executable, str(folder / "score.py"), str(folder / "probes.jsonl"), out],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return {name: int(passed) / int(made) for name, passed, made in _ROW.findall(told)}
