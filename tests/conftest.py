"""Options of the tests."""

from __future__ import annotations

import pytest
from hypothesis import settings

# The same examples in every run: a change is judged by what it changes, and a slow machine fails nobody.
# What lies beyond them is looked for by `make fuzz`, and by `pytest --search`.
settings.register_profile("same", derandomize=True, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--record` writes golden files anew instead of comparing them; `--search` tries new examples."""
    parser.addoption("--record", action="store_true", help="record golden files anew")
    parser.addoption("--search", action="store_true", help="try other examples than the last time")


def pytest_configure(config: pytest.Config) -> None:
    """Property tests repeat their examples unless new ones are asked for."""
    if not config.getoption("--search"):
        settings.load_profile("same")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Should golden files be written anew?"""
    return bool(request.config.getoption("--record"))
