"""SQL functions for whoever asks the archive through Datasette."""

from __future__ import annotations

from typing import Any

from crawler.archive import APPLICATION_ID
from exports.expression import ArchiveLexicon, match_expression
from exports.sql import one

_HAS_WORDS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('words', 'synonyms')"
NOTHING = '""'  # an expression that finds nothing, where an empty one is an error


def french_search(conn: Any) -> None:
    """Teaches ``escape_fts`` French, on a connection to an archive: Datasette's search box calls it, and the
    ready queries do. Other databases keep Datasette's own.
    """
    if one(conn, "PRAGMA application_id") == APPLICATION_ID and one(conn, _HAS_WORDS) == 2:
        lexicon = ArchiveLexicon(conn)
        conn.create_function(
            "escape_fts",
            1,
            lambda typed: match_expression(typed or "", lexicon) or NOTHING,
            deterministic=True,
        )
