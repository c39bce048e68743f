"""Pages that others captured, on their way into the archive: WARC, WACZ, saved files."""
