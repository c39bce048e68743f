"""The sample archive, and a real Datasette over it, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sample_archive import make_sample

from exports.reader.server import make_datasette


@dataclass
class Reader:
    """Datasette over one archive."""

    datasette: Any
    runner: asyncio.Runner

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


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "archive.db"
    make_sample(path)
    return path


@pytest.fixture(scope="module")
def reader(sample: Path) -> Iterator[Reader]:
    with asyncio.Runner() as runner:
        datasette = make_datasette(sample)
        runner.run(datasette.invoke_startup())
        yield Reader(datasette, runner)
