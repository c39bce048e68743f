"""Imports point one way: items <- splitter <- sites <- spiders, items <- archive <- exports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# folder (or module) -> what it may import of this project; whatever is not named here knows all sides.
MAY_IMPORT = {
    "crawler/items.py": (),
    "crawler/clock.py": (),
    "crawler/optouts.py": ("crawler.items",),
    "crawler/splitter": ("crawler.items", "crawler.splitter"),
    "crawler/splitter/words": ("crawler.items", "crawler.splitter.words"),
    "crawler/splitter/page": (
        "crawler.items",
        "crawler.splitter.errors",
        "crawler.splitter.layout",
        "crawler.splitter.words",
        "crawler.splitter.page",
    ),
    "crawler/splitter/comments": (
        "crawler.items",
        "crawler.splitter.words",
        "crawler.splitter.page",
        "crawler.splitter.comments",
    ),
    "crawler/splitter/plain": (
        "crawler.items",
        "crawler.splitter.errors",
        "crawler.splitter.layout",
        "crawler.splitter.words",
        "crawler.splitter.comments",
        "crawler.splitter.plain",
    ),
    "crawler/sites": ("crawler.items", "crawler.splitter", "crawler.sites"),
    "crawler/spiders": (
        "crawler.items",
        "crawler.clock",
        "crawler.splitter",
        "crawler.sites",
        "crawler.spiders",
        "crawler.archive",
        "crawler.middlewares",
        "crawler.optouts",
        "crawler.quarantine",
    ),
    "crawler/quarantine": (
        "crawler.items",
        "crawler.archive.wording",
        "crawler.quarantine",
        "crawler.splitter.words.dates",
    ),
    "crawler/archive": ("crawler.items", "crawler.clock", "crawler.archive"),
    "crawler/splitting.py": (
        "crawler.items",
        "crawler.rules",
        "crawler.splitter",
        "crawler.sites",
        "crawler.spiders",
    ),
    "crawler/checking.py": (
        "crawler.items",
        "crawler.splitter",
        "crawler.spiders",
        "crawler.archive",
        "crawler.quarantine",
    ),
    "crawler/verdict.py": ("crawler.exit_codes", "crawler.archive", "crawler.quarantine"),
    "crawler/update": (
        "crawler.exit_codes",
        "crawler.sites",
        "crawler.archive",
        "crawler.quarantine",
        "crawler.verdict",
    ),
    "exports": ("crawler.items", "crawler.clock", "crawler.archive", "exports"),
}
PURE = (
    "scrapy",
    "twisted",
    "sqlite3",
    "sqlite_utils",
    "socket",
    "urllib.request",
    "logging",
    "time",
    "random",
)


def modules(folder: str) -> list[Path]:
    path = ROOT / folder
    return [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_point_one_way(folder: str) -> None:
    assert modules(folder), f"{folder} is gone: correct this table"
    for path in modules(folder):
        for name in imported(path):
            if within(name, ("crawler", "exports")):
                assert within(name, MAY_IMPORT[folder]), f"{path.relative_to(ROOT)} imports {name}"


def test_nothing_stands_on_the_commands() -> None:
    """They are the way in, and the only ones to know the sample blog and the way out."""
    for path in modules("crawler"):
        if path.relative_to(ROOT).parts[1] not in ("commands", "demo"):
            for name in imported(path):
                assert not within(name, ("crawler.commands", "crawler.demo", "exports")), (
                    f"{path.relative_to(ROOT)} imports {name}"
                )


@pytest.mark.parametrize("path", modules("crawler/splitter"), ids=lambda path: path.stem)
def test_the_splitter_is_pure(path: Path) -> None:
    for name in imported(path):
        assert not within(name, PURE), f"{path.relative_to(ROOT)} imports {name}"


def test_only_the_archive_opens_sqlite() -> None:
    for path in [*modules("crawler"), *modules("exports")]:
        if "archive" not in path.relative_to(ROOT).parts:
            for name in imported(path):
                assert not within(name, ("sqlite3", "sqlite_utils")), (
                    f"{path.relative_to(ROOT)} imports {name}"
                )


def test_splitting_needs_no_crawler() -> None:
    code = (
        "import sys, crawler.splitter, crawler.sites;"
        "print([m for m in ('scrapy', 'twisted', 'sqlite_utils', 'dateparser') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
