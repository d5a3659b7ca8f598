"""Where pages come from: files, folders, patterns, pipes; HTML, text, mail, WARC, JSON lines."""

from crosswire.sources.read import gather, read_paths

__all__ = ["gather", "read_paths"]
