"""The documentation is tested: what it names exists, and what exists is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from crosswire.pipeline import STAGES
from docs.generate import pages

ROOT = Path(__file__).parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"])


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_current(name: str) -> None:
    """Records, stages and schema in docs/ are what the code says; `make docs` writes them anew."""
    assert (ROOT / "docs" / name).read_text("utf-8") == pages()[name], (
        f"run make docs: {name} is stale"
    )


@pytest.mark.parametrize("path", DOCS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of a page leads to a file of the repository."""
    for target in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_stage_is_named_where_the_way_is_told() -> None:
    """README and house name the stages in their order."""
    way = " → ".join(stage.name for stage in STAGES)
    assert way in (ROOT / "docs" / "house.md").read_text("utf-8")
    assert way in (ROOT / "README.md").read_text("utf-8")


def _help(*words: str) -> str:
    command = [sys.executable, "-m", "crosswire", *words, "--help"]
    run = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"COLUMNS": "200", "PATH": ""}
    )
    return run.stdout


def test_options_named_in_the_docs_exist_and_the_reverse() -> None:
    """Every option of `brief` and `judge` is in the README, and every one named there exists in a
    command that is shown there."""
    readme = (ROOT / "README.md").read_text("utf-8")
    block = readme.split("## The command line", 1)[1].split("\n## ", 1)[0]
    shown = {
        command: _options(command) for command in re.findall(r"^    crosswire (\w+)", block, re.M)
    }
    named = set(re.findall(r"--[a-z][a-z-]+", block)) - {"--help", "--version"}
    assert shown["brief"] | shown["judge"] <= named
    assert named <= set().union(*shown.values())


def _options(command: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", _help(command))) - {"--help"}


def test_commands_named_in_the_docs_exist() -> None:
    """Every `crosswire COMMAND` in the documentation is a command."""
    exist = set(re.findall(r"^[ │]*([a-z]+) {2,}", _help(), re.MULTILINE))
    for path in DOCS:
        for command in re.findall(
            r"^ *\$ crosswire ([a-z]+)\b", path.read_text("utf-8"), re.MULTILINE
        ):
            assert command in exist, (
                f"{path.name} names crosswire {command}; there are {sorted(exist)}"
            )


def test_no_machine_and_no_workplace_is_named() -> None:
    """The project speaks of itself alone."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".html", ".yml", ""} and path.is_file():
            text = path.read_text("utf-8", "replace")
            assert not re.search(r"(?<![\w.])/(?:work|root|home)/\w", text), (
                f"{name} names a machine's path"
            )
