"""When what was made still holds: a hash of what went in, of the options, and of the release."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from crosswire import __version__
from crosswire.pipeline import STAGES
from crosswire.records.base import encode
from crosswire.records.shape import Stage


def stage(name: str) -> Stage:
    """The stage of this name."""
    return next(one for one in STAGES if one.name == name)


def after(name: str) -> tuple[Stage, ...]:
    """The stages behind this one, in order."""
    place = [one.name for one in STAGES].index(name)
    return STAGES[place + 1 :]


def stamp(stages: Sequence[Stage], *inputs: bytes) -> bytes:
    """The hash of inputs, of the options of these stages and of the release, 16 bytes."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    for part in (*(one.name.encode() + encode(one.options) for one in stages), *inputs):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
