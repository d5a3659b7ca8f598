"""What can go wrong, drawn once.

    CrosswireError                 everything this package raises on purpose
    ├── InputError                 what was given cannot be used
    │   ├── NothingToRead          no page was found where one was expected
    │   └── BadInput               a page, line, argument or file of the user's is malformed
    ├── ArchiveError               the archive cannot be read or written
    ├── OutputError                the brief cannot be written where it should go
    ├── DataError                  a file under data/ is malformed
    └── PipelineError              the stages do not fit together, or a step broke its word

A message says what, where, which value, and what to do next.
"""

from __future__ import annotations


class CrosswireError(Exception):
    """Base of all errors raised on purpose; the command line prints them in one line."""

    exit_status = 1


class InputError(CrosswireError):
    """What was given cannot be used."""

    exit_status = 2


class NothingToRead(InputError):
    """No page was found where one was expected."""


class BadInput(InputError):
    """A page, line, argument or file of the user's is malformed."""


class ArchiveError(CrosswireError):
    """The archive cannot be read or written."""

    exit_status = 3


class OutputError(CrosswireError):
    """The brief cannot be written where it should go."""

    exit_status = 3


class DataError(CrosswireError):
    """A file of facts (outlets, cue verbs, units, zones) is malformed."""

    exit_status = 4


class PipelineError(CrosswireError):
    """The stages do not fit together, or a step broke its word."""

    exit_status = 5
