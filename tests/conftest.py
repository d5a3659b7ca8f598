"""Options of the tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--record` writes golden files anew instead of comparing them."""
    parser.addoption("--record", action="store_true", help="record golden files anew")


@pytest.fixture
def record(request: pytest.FixtureRequest) -> bool:
    """Should golden files be written anew?"""
    return bool(request.config.getoption("--record"))
