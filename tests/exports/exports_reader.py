"""A real Datasette over an archive, asked without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.reader.server import make_datasette


@dataclass
class Reader:
    """Datasette over one archive."""

    datasette: Any
    runner: asyncio.Runner

    @classmethod
    def over(cls, archive: Path, runner: asyncio.Runner, now: str | None = None) -> Reader:
        """Datasette over an archive, started; ``now`` is its clock."""
        datasette = make_datasette(archive, now)
        runner.run(datasette.invoke_startup())
        return cls(datasette, runner)

    def get(self, path: str) -> Any:
        """The answer (httpx.Response) to one request."""
        return self.runner.run(self.datasette.client.get(path))

    def page(self, path: str) -> str:
        """The text of a page that must answer 200."""
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
        return str(answer.text)

    def rows(self, path: str) -> list[dict[str, Any]]:
        """The rows of a table or query page, whichever Datasette it is."""
        answer = self.get(path + ("&" if "?" in path else "?") + "_shape=array")
        assert answer.status_code == 200, (path, answer.text[:500])
        found: list[dict[str, Any]] = answer.json()
        return found

    def run(self, sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """The rows of a question asked on Datasette's own connection."""
        found = self.runner.run(self.datasette.get_database("archive").execute(sql, parameters))
        return [dict(row) for row in found.rows]
