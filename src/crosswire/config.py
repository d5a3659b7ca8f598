"""How much a run may take in. Pages are hostile input, so everything that is read has an end."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds of one run, each with its reason. What lies beyond is named in an issue."""

    page_bytes: int = 50_000_000
    """One page, unpacked. The largest news pages seen have about 5 MB, pictures inlined; ten times
    that is a dump or an attack. Higher: one page may take gigabytes while its HTML is parsed."""

    line_bytes: int = 10_000_000
    """One JSON line, which is one article, at most with its HTML."""

    pile_bytes: int = 2_000_000_000
    """One file of many pages (WARC, JSON lines), unpacked. Common crawl files have 1 GB packed."""

    unpack_ratio: int = 200
    """Unpacked bytes for each packed one. News text packs 3 to 10 fold, the same page again and
    again up to 100 fold; a gzip bomb 1,000 fold. Only asked beyond `unpack_floor`."""

    unpack_floor: int = 64_000_000
    """So much may be unpacked whatever the ratio: it is read in a second and does no harm."""

    pages: int = 100_000
    """Pages of one run. They are held in memory; a hundred thousand articles take about 1 GB."""

    total_bytes: int = 1_000_000_000
    """Bodies of all pages together, for the same reason."""

    issues_per_file: int = 20
    """Broken lines told one by one; the rest of the file's are counted in one issue."""

    archive_seconds: float = 10.0
    """How long to wait while another process writes to the archive. A save of a thousand articles
    takes about a second."""
