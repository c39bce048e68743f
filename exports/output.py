"""Where a file goes: beside its place first, and into it when it is whole; with a manifest that proves it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to. It takes the place of what was there when the block ends well; else
    it goes, and what was there stays. For the owner alone: exports hold people's names. Raises OSError.
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)  # of an export that was killed
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())  # a power cut after the move must not leave an empty file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def binary_stdout() -> Iterator[BinaryIO]:
    """Standard output for bytes. A reader that goes away (``| head``) ends the export quietly."""
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Python flushes it again at its end, and would complain. https://docs.python.org/3/library/signal.html
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def manifest_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.manifest.json")


def write_manifest(path: Path, facts: Mapping[str, Any]) -> None:
    """Writes what is to be known of an exported file beside it, with its size in bytes and its SHA-256."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            digest.update(chunk)
    manifest = {"file": path.name, "size": path.stat().st_size, "sha256": digest.hexdigest(), **facts}
    with placed(manifest_path(path)) as part:
        part.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
