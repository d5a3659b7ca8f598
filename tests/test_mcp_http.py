"""`crosswire mcp --http`: the protocol's own client asks over a real connection on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp", reason="pip install 'crosswire[mcp]'")

from mcp import Client

from api_desk import filled_archive

ADDRESS = "at "


def test_a_client_asks_over_http(tmp_path: Path) -> None:
    """The command listens where it says; a client lists the tools and calls each kind of them."""
    archive = filled_archive(tmp_path / "desk.db")
    command = [sys.executable, "-m", "crosswire", "mcp", "--archive", str(archive), "--http", "--port", "0"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            address = said.split(ADDRESS, 1)[1].split()[0]

            async def ask() -> Any:
                async with Client(address) as client:
                    tools = [tool.name for tool in (await client.list_tools()).tools]
                    found = await client.call_tool("check_claim", {"sentence": "The last of 19 passengers was lowered to the snow."})  # fmt: skip
                    none = await client.call_tool("search", {"words": "zeppelin"})
                    return tools, found, none

            tools, found, none = anyio.run(ask)
        finally:
            process.terminate()
    assert len(tools) == 6
    assert found.structured_content["answer"] != "nothing in the archive"
    assert none.structured_content["hits"] == []
