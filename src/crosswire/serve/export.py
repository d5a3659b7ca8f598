"""What `crosswire export` does: the brief in a form that other programs read.

A format of several files goes into a folder; a file or standard output gets its first one, and a
line on standard error says what was left out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from crosswire.errors import BadInput, OutputError
from crosswire.records.brief import Brief
from crosswire.serve.exports.formats import Files, Form, check_extra, export, form_of
from crosswire.serve.exports.newly import check_since, only_new
from crosswire.serve.output import check_target, write_file, write_standard_output
from crosswire.serve.render import one_story
from crosswire.serve.request import Request
from crosswire.serve.run import Say, make_brief, verdict


def run_export(name: str, request: Request, target: str | None, say: Say) -> int:
    """Writes the brief in this format to `target`, a file or folder, or to standard output.

    Gives back the exit status. Raises CrosswireError; what can be known to fail, fails first.
    """
    form = form_of(name)
    check_extra(form)
    folder = _folder(target)
    if target and folder is None:
        check_target(Path(target))
    if request.since:
        check_since(form)
    brief, failed = make_brief(request, say)
    files = export(_shown(brief, form, request, say), name)
    if folder is not None:
        _fill(folder, files)
    else:
        _write_first(form, files, target, say)
    return failed or verdict(brief, say)


def _shown(brief: Brief, form: Form, request: Request, say: Say) -> Brief:
    """What of the brief was asked for; says so where nothing of it is new."""
    shown = one_story(brief, request.story)
    if not request.since:
        return shown
    shown = only_new(shown, form)
    if brief.stories and not shown.stories:
        say(f"nothing is new since {request.since}.")
    return shown


def _folder(target: str | None) -> Path | None:
    """The folder that a target names: one that is there, or a name that ends in a slash."""
    if target is None:
        return None
    ends = target.endswith(tuple(filter(None, (os.sep, os.altsep, "/"))))
    return Path(target) if ends or Path(target).is_dir() else None


def _fill(folder: Path, files: Files) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OutputError(f"--output {folder}/ could not be made: {why}. Name another.") from error
    for name, data in files.items():
        write_file(data, folder / name)


def _write_first(form: Form, files: Files, target: str | None, say: Say) -> None:
    if not files:
        raise BadInput(f"there is no story to export as {form.name}.")
    if not form.alone and len(files) > 1:
        raise BadInput(
            f"{form.name} makes {len(files)} files, one for each story. "
            "Name a folder (--output FOLDER/) or one story (--story N)."
        )
    first, data = next(iter(files.items()))
    if target:
        write_file(data, Path(target))
    elif form.ending == ".parquet" and sys.stdout.isatty():
        raise BadInput("Parquet is not for reading on a terminal. Name a folder: --output FOLDER/")
    else:
        write_standard_output(data)
    if len(files) > 1:
        say(f"this is {first} of {len(files)} files. For all of them: --output FOLDER/")
