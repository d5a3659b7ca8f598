"""Writes the generated pages: `python -m docs.generate` (or `make docs`).

    docs/records.md         every record and its fields, from `crosswire.records`
    docs/stages.md          every stage and its options, from `crosswire.stages`
    docs/brief.schema.json  the JSON Schema of the brief

A test compares them with what lies in the repository, so they cannot drift from the code.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from crosswire import records
from crosswire.pipeline import STAGES
from crosswire.records.base import Record
from crosswire.records.brief import FORMAT, Brief
from crosswire.records.shape import Options, Stage

HERE = Path(__file__).parent


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    return {
        "records.md": records_page(),
        "stages.md": stages_page(),
        "brief.schema.json": schema_page(),
    }


def records_page() -> str:
    """All records, module by module, with the first paragraph of each docstring and its fields."""
    parts = [
        "# Records\n\n*Generated from `src/crosswire/records` by `make docs`.*\n\n"
        "What flows through the house. All are frozen; ids are made from raw content; spans carry "
        "their quote.\n"
    ]
    for info in sorted(pkgutil.iter_modules(records.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"crosswire.records.{info.name}")
        kinds = _records_of(module)
        if kinds:
            parts.append(f"## `records/{info.name}.py`\n\n{inspect.getdoc(module)}\n")
            parts += [_record(kind) for kind in kinds]
    return "\n".join(parts)


def _records_of(module: ModuleType) -> list[type[Record]]:
    found = [
        kind
        for kind in vars(module).values()
        if inspect.isclass(kind) and issubclass(kind, Record) and kind.__module__ == module.__name__
    ]
    return sorted(found, key=lambda kind: inspect.getsourcelines(kind)[1])


def _record(kind: type[Record]) -> str:
    lines = [f"### {kind.__name__}\n", f"{inspect.getdoc(kind)}\n"]
    fields = msgspec.structs.fields(kind)
    if fields:
        lines += ["| field | type |", "| --- | --- |"]
        lines += [f"| `{field.name}` | `{_type_name(kind, field.name)}` |" for field in fields]
        lines.append("")
    return "\n".join(lines)


def _type_name(kind: type[Record], field: str) -> str:
    for base in kind.__mro__:
        told = inspect.get_annotations(base)
        if field in told:
            return str(told[field]).replace("|", "\\|")
    return "?"


def stages_page() -> str:
    """All stages in the order of the pipeline: the five parts, steps, options with calibration."""
    parts = [
        "# Stages\n\n*Generated from the docstrings in `src/crosswire/stages` by `make docs`.*\n\n"
        "The way through: " + " → ".join(stage.name for stage in STAGES) + ".\n"
    ]
    return "\n".join(parts + [_stage(stage) for stage in STAGES])


def _stage(stage: Stage) -> str:
    module = importlib.import_module(f"crosswire.stages.{stage.name}")
    doc = inspect.getdoc(module) or ""
    doc = re.sub(r"^(Reads|Writes|Meets|Decides|Never):", r"\n**\1:**", doc, flags=re.MULTILINE)
    steps = [
        f"| `{step.name}` | {_names(step.reads)} | {_names(step.writes)} |" for step in stage.steps
    ]
    lines = [
        f"## {stage.name}\n",
        doc,
        "",
        "| step | reads | writes |",
        "| --- | --- | --- |",
        *steps,
        "",
    ]
    options = _options(stage.options)
    if options:
        lines += ["| option | value | calibration |", "| --- | --- | --- |", *options, ""]
    return "\n".join(lines)


def _names(kinds: tuple[type[Any], ...]) -> str:
    return ", ".join(kind.__name__ for kind in kinds)


def _options(options: Any) -> list[str]:
    """Rows of a stage's options: name, value, and why it is so, from the source of the class."""
    rows = []
    for base in reversed(type(options).__mro__):
        if issubclass(base, Options) and base is not Options:
            source = inspect.getsource(base).splitlines()
            body = ast.parse("\n".join(source)).body[0]
            assert isinstance(body, ast.ClassDef)
            for place, node in enumerate(body.body):
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    name = node.target.id
                    why = _above(source, node.lineno) or _below(body.body[place + 1 :])
                    rows.append(f"| `{name}` | `{getattr(options, name)}` | {why} |")
    return rows


def _above(source: list[str], line: int) -> str:
    """The comment just above a line."""
    told: list[str] = []
    for text in reversed(source[: line - 1]):
        if not text.strip().startswith("#"):
            break
        told.insert(0, text.strip().lstrip("# "))
    return " ".join(told).replace("|", "\\|")


def _below(rest: list[ast.stmt]) -> str:
    """The string below a field, or below the run of fields it belongs to."""
    after = next((node for node in rest if not isinstance(node, ast.AnnAssign)), None)
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
        return " ".join(str(after.value.value).split()).replace("|", "\\|")
    return ""


def schema_page() -> str:
    """The JSON Schema of the brief."""
    schema = msgspec.json.schema(Brief)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"crosswire brief, format {FORMAT}",
        **schema,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Writes all generated pages into docs/."""
    for name, text in pages().items():
        (HERE / name).write_text(text, "utf-8")
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
