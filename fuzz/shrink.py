"""The smallest part of an input that still fails: pieces are left out while it does."""

from __future__ import annotations

from collections.abc import Callable


def shrunk(data: bytes, fails: Callable[[bytes], bool], most: int = 400) -> bytes:
    """A smaller input for which `fails` holds too; it is asked at most `most` times."""
    size = max(1, len(data) // 2)
    while size and most > 0:
        at = 0
        while at < len(data) and most > 0:
            less = data[:at] + data[at + size :]
            most -= 1
            if fails(less):
                data = less
            else:
                at += size
        size //= 2
    return data
