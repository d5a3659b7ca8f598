"""The API against its own description: schemathesis asks everything it can think of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("fastapi", reason="pip install 'crosswire[web]'")
schemathesis = pytest.importorskip("schemathesis", reason="pip install 'crosswire[dev]'")

# Only where the extras are installed.
from api_desk import filled_archive, open_desk  # noqa: E402
from crosswire.serve.api import holdings  # noqa: E402

ROUTES = 14
EXAMPLES = 12
KNOWN = {"story": "story1", "article": "a1"}


@pytest.fixture
def description(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The API's own description, with an archive behind it that stays what it is."""
    monkeypatch.setattr(holdings, "settle", lambda _: None)
    monkeypatch.setattr(holdings, "catch_up", lambda _: None)
    with open_desk(filled_archive(tmp_path / "desk.db")) as client:
        yield schemathesis.openapi.from_asgi(
            "/api/v1/openapi.json", client.app, headers={"Host": "localhost"}
        )


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_the_api_is_as_it_says(description: Any, mode: str) -> None:
    """Every answer, to good and bad questions, has a status, type and shape that are told of."""
    operations = [found.ok() for found in description.get_all_operations()]
    assert len(operations) == ROUTES
    for operation in operations:
        takes = any((operation.path_parameters, operation.query, operation.body))
        if takes or mode == "POSITIVE":
            ask(operation, schemathesis.GenerationMode[mode])


def ask(operation: Any, mode: Any) -> None:
    """Some questions to one route."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans())
    def one(case: Any, known: bool) -> None:
        # Ids that chance would never find: half of the questions are about what is there.
        for name in KNOWN if known else ():
            if name in case.path_parameters:
                case.path_parameters[name] = KNOWN[name]
        case.call_and_validate(headers={"Host": "localhost"})

    one()
