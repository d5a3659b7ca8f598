"""How much one request may take, in time and bytes."""

from __future__ import annotations

import msgspec


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one request, each with its reason."""

    seconds: float = 60.0
    """From the first connection to the last byte, redirects included. Slow front pages take 10."""

    wire_bytes: int = 20_000_000
    """As it comes. The largest news pages seen have 5 MB, pictures inlined."""

    page_bytes: int = 20_000_000
    """Unpacked."""

    feed_bytes: int = 15_000_000
    """Unpacked: what the reader of lists takes. A sitemap of 50,000 addresses has 10 MB."""

    unpack_ratio: int = 200
    """Unpacked bytes for each on the wire. News packs 3 to 10 fold, a gzip bomb 1,000 fold."""

    unpack_floor: int = 2_000_000
    """So much may be unpacked whatever the ratio."""

    redirects: int = 10
    """Browsers follow 20; shorteners and consent doors need 3 to 5."""

    slowest: float = 100.0
    """Bytes a second after `patience` seconds. A modem of 1995 had 3,000."""

    patience: float = 20.0
    """Seconds before slowness counts: servers think before they speak."""
