"""The JSON Schema of the brief, made from its records."""

from __future__ import annotations

from typing import Any

import msgspec

from crosswire.records.brief import FORMAT, Brief


def brief_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) that every brief in JSON fits; `docs/brief.schema.json` holds it."""
    schema = msgspec.json.schema(Brief)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"crosswire brief, format {FORMAT}",
        **schema,
    }
