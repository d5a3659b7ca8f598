"""What `crosswire serve` and `crosswire token` do."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from crosswire.errors import BadInput
from crosswire.serve.api.settings import Settings, new_token, read_tokens
from crosswire.serve.output import write_standard_output

Say = Callable[[str], None]


def run_token(name: str, scopes: Sequence[str], say: Say) -> int:
    """Prints the lines of a new token for the file of tokens, and says its secret."""
    secret, lines = new_token(name, tuple(scopes))
    write_standard_output(lines.encode())
    say(f"the secret of {name}, which is told only now: {secret}")
    return 0


def run_serve(
    archive: Path, host: str, port: int, tokens: Path | None, names: Sequence[str], say: Say
) -> int:
    """Serves until it is stopped; gives back the exit status. Raises CrosswireError."""
    settings = Settings(
        archive=archive,
        host=host,
        port=port,
        tokens=read_tokens(tokens) if tokens else (),
        hosts=tuple(names),
        apart=True,
    )
    check_extra("web", "fastapi", "uvicorn", "python_multipart")
    # Here, because the extra may be missing.
    import uvicorn  # noqa: PLC0415

    from crosswire.serve.api.app import make_app  # noqa: PLC0415

    with listening(host, port) as door:
        config = uvicorn.Config(
            make_app(settings),
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=65_536,
        )
        say(f"serving {archive} at {address_of(door)} until Ctrl-C. Open that in a browser.")
        uvicorn.Server(config).run(sockets=[door])
    return 0


def check_extra(extra: str, *packages: str) -> None:
    """Raises BadInput, which says what to install, where a package is missing."""
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise BadInput(
            f"this needs {', '.join(missing)}, which is not installed. "
            f"Install it: pip install 'crosswire[{extra}]'"
        )


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises BadInput where it cannot."""
    bare = host.strip("[]")
    try:
        family = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((bare, port), family=family, backlog=256)
    except (OSError, UnicodeError, OverflowError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise BadInput(f"cannot listen at {host}, port {port}: {why}. Give another.") from error


def address_of(door: socket.socket) -> str:
    """Where the socket is reached: "http://127.0.0.1:8000"."""
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
