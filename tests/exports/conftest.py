"""The sample archive, and a real Datasette over it, asked without a network."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from exports_reader import Reader
from sample_archive import make_sample


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "archive.db"
    make_sample(path)
    return path


@pytest.fixture(scope="module")
def reader(sample: Path) -> Iterator[Reader]:
    with asyncio.Runner() as runner:
        yield Reader.over(sample, runner)


@pytest.fixture
def altered(tmp_path: Path, reader: Reader) -> Callable[..., Reader]:
    """Reads the sample archive after one statement: ``altered("UPDATE sites SET title = ?", "Le Cric")``."""

    def alter(sql: str, *values: Any) -> Reader:
        path = tmp_path / "archive.db"
        make_sample(path)
        with closing(sqlite3.connect(path)) as conn, conn:
            conn.execute(sql, values)
        return Reader.over(path, reader.runner)

    return alter
