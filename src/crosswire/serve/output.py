"""Writing a brief out: to standard output, or to a file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

from crosswire.errors import OutputError


def check_target(target: Path) -> None:
    """Raises OutputError when nothing can be written to this path; leaves it as it is."""
    folder = target.resolve().parent
    if target.is_dir():
        raise OutputError(f"--output {target} is a folder. Name a file in it.")
    if not folder.is_dir():
        raise OutputError(f"--output {target}: there is no folder {folder}. Make it.")
    writable = target if _is_device(target) else folder
    if not os.access(writable, os.W_OK):
        raise OutputError(f"--output {target}: {writable} cannot be written to.")


def write_file(data: bytes, target: Path) -> None:
    """Writes by way of a file beside it, so that a full disk or Ctrl-C leaves the old one whole.

    Links are followed; devices are written to directly. Raises OutputError.
    """
    check_target(target)
    try:
        if _is_device(target):
            with target.open("wb") as device:
                device.write(data)
        else:
            _replace(data, target.resolve())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OutputError(
            f"--output {target} could not be written: {why}. "
            "What was there before is untouched; name another place."
        ) from error


def write_standard_output(data: bytes) -> None:
    """Writes to standard output; OutputError on a full disk, BrokenPipeError when nobody reads."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_standard_output()
        why = (error.strerror or str(error)).lower()
        raise OutputError(f"standard output could not be written: {why}.") from error


def drop_standard_output() -> None:
    """What is still to be flushed goes nowhere, so that leaving does not fail a second time."""
    with contextlib.suppress(OSError, ValueError):  # a stream without a file has nothing to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_device(target: Path) -> bool:
    try:
        return not stat.S_ISREG(target.stat().st_mode)
    except OSError:
        return False


def _replace(data: bytes, target: Path) -> None:
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:  # Ctrl-C too must leave nothing behind
        beside.unlink(missing_ok=True)
        raise
