"""The sample archive, and a real Datasette over it, asked without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from exports_reader import Reader
from sample_archive import make_sample

from exports.reader.server import make_datasette


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
