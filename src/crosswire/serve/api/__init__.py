"""The REST API over one archive: what is told, who says so, what people judge, pages to add."""
