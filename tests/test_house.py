"""The house: imports run one way, stages are pure, files stay small, every room has a caption."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "crosswire"
MODULES = sorted(SRC.rglob("*.py"))

# Each room and the rooms it may enter besides itself. `errors` and `facts` are open to all but the
# floor; the version in the package's own __init__ is open to all.
MAY_ENTER: dict[str, set[str]] = {
    "errors": set(),
    "facts": {"errors", "data"},
    "config": {"errors"},
    "data": set(),
    "records": {"errors"},
    "text": {"records", "errors", "facts"},
    "match": {"records", "errors", "facts"},
    "sources": {"records", "errors", "facts", "config"},
    "engines": {"records", "errors", "facts"},
    "store": {"records", "errors", "facts", "config"},
    "reader": {"records", "errors", "facts"},
    "stages": {"text", "reader", "match", "records", "errors", "facts"},
    "pipeline": {
        "stages",
        "match",
        "engines",
        "store",
        "sources",
        "records",
        "errors",
        "facts",
        "config",
    },
    "upkeep": {
        "pipeline",
        "stages",
        "match",
        "engines",
        "store",
        "sources",
        "records",
        "errors",
        "facts",
        "config",
    },
    "compare": {"text", "match", "records", "errors", "facts"},
    "cluster": {"pipeline", "engines", "store", "sources", "records", "errors", "config"},
    "serve": {
        "pipeline",
        "upkeep",
        "compare",
        "cluster",
        "store",
        "sources",
        "records",
        "errors",
        "facts",
        "config",
    },
    "front": {"pipeline", "serve", "store", "sources", "stages", "records", "errors"},
    "__init__": {"front", "records"},
    "__main__": {"serve"},
}
# What a stage must not touch: files, the network, the clock, chance, other processes.
IMPURE = {
    "asyncio", "ctypes", "datetime.now", "http", "io", "logging", "multiprocessing", "os", "pathlib",
    "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading",
    "time", "urllib", "uuid",
}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "eval", "exec"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def room_of(path: Path) -> str:
    """The room a module stands in: its folder under src/crosswire, or its own name at the top."""
    parts = path.relative_to(SRC).parts
    return parts[0] if len(parts) > 1 else path.stem


def imported(path: Path) -> list[str]:
    """Rooms of this package that a module imports, wherever in the file it does."""
    rooms = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            rooms += [
                alias.name.split(".")[1]
                for alias in node.names
                if alias.name.startswith("crosswire.")
            ]
        elif isinstance(node, ast.ImportFrom) and node.module == "crosswire":
            rooms += [alias.name for alias in node.names if alias.name != "__version__"]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crosswire."):
            rooms.append((node.module or "").split(".")[1])
    return rooms


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    """A room enters only the rooms below it."""
    room = room_of(path)
    allowed = MAY_ENTER[room] | {room}
    if room == "stages":
        allowed = MAY_ENTER[room]
    wrong = [other for other in imported(path) if other not in allowed]
    assert not wrong, f"{path.relative_to(SRC)} enters {wrong}; {room} may enter {sorted(allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_import_is_hidden_to_dodge_a_cycle(path: Path) -> None:
    """Inside functions only the doors import, where start-up time is the reason."""
    if room_of(path) in ("serve", "__init__"):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            hidden = [
                ast.unparse(inner)
                for inner in ast.walk(node)
                if isinstance(inner, ast.ImportFrom)
                and (inner.module or "").startswith("crosswire")
            ]
            assert not hidden, f"{path.relative_to(SRC)}: {node.name} hides {hidden}"


@pytest.mark.parametrize("path", sorted((SRC / "stages").glob("*.py")), ids=lambda p: p.stem)
def test_stages_are_pure(path: Path) -> None:
    """A stage opens no file, no network and no clock."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {(node.module or "").split(".")[0]}
        else:
            names = set()
        assert not names & IMPURE, f"{path.name} imports {names & IMPURE}"
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            asked = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            assert called not in IMPURE_CALLS, f"{path.name} calls {called}()"
            assert asked not in CLOCKS, f"{path.name} asks the clock: {asked}()"


@pytest.mark.parametrize("path", sorted((SRC / "stages").glob("[a-z]*.py")), ids=lambda p: p.stem)
def test_each_stage_has_its_shape(path: Path) -> None:
    """A stage is one docstring in five parts, an Options struct and module-level steps."""
    module = importlib.import_module(f"crosswire.stages.{path.stem}")
    parts = re.findall(r"^(Reads|Writes|Meets|Decides|Never):", module.__doc__ or "", re.MULTILINE)
    assert parts == ["Reads", "Writes", "Meets", "Decides", "Never"], f"{path.name}: {parts}"
    assert module.STAGE.name == path.stem
    for step in module.STAGE.steps:
        assert step.name.startswith(f"{path.stem}.")
        for function in (step.key, step.run):
            assert (
                getattr(importlib.import_module(function.__module__), function.__name__) is function
            )


@pytest.mark.parametrize("path", sorted((SRC / "stages").glob("[a-z]*.py")), ids=lambda p: p.stem)
def test_thresholds_carry_their_calibration(path: Path) -> None:
    """Every option of a stage says in a comment above it, or in a string below, why it is as it is."""
    lines = path.read_text("utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Options"):
            for place, field in enumerate(node.body):
                if isinstance(field, ast.AnnAssign):
                    above = lines[field.lineno - 2].strip().startswith("#")
                    assert above or _told_below(node.body[place + 1 :]), (
                        f"{path.name}: {ast.unparse(field)}"
                    )


def _told_below(rest: list[ast.stmt]) -> bool:
    """Does a string stand below the field, or below the run of fields it belongs to?"""
    after = next((node for node in rest if not isinstance(node, ast.AnnAssign)), None)
    return isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_every_room_has_a_caption_and_stays_small(path: Path) -> None:
    """Each module says what it is for, and can be read in one sitting."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), f"{path.relative_to(SRC)} has no caption"
    assert len(text.splitlines()) <= LONGEST_FILE, f"{path.relative_to(SRC)} is too long"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, (
                f"{path.relative_to(SRC)}: {node.name} has {length} lines"
            )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SRC)))
def test_public_things_say_what_they_are(path: Path) -> None:
    """Public functions and classes have docstrings."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.relative_to(SRC)}: {node.name} has no docstring"
