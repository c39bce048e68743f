"""Rows as Apache Parquet, with the package pyarrow (the extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from types import ModuleType

# A row group is written at once, and is in memory until then.
ROWS = 20_000
LETTERS = 4_000_000


class ParquetMissing(Exception):
    """pyarrow is not installed; ``str()`` names the remedy."""

    def __init__(self) -> None:
        super().__init__("Parquet needs the package pyarrow: pip install 'autoblog-archive[parquet]'")


def load_pyarrow() -> tuple[ModuleType, ModuleType]:
    """pyarrow and its writer. Raises ParquetMissing."""
    try:
        import pyarrow  # noqa: PLC0415 -- 170 MB that only this format needs
        import pyarrow.parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ParquetMissing from error
    return pyarrow, pyarrow.parquet


def write_parquet(out: BinaryIO, columns: Mapping[str, str], records: Iterable[dict[str, Any]]) -> None:
    """Writes the rows under these columns (name: 'text', 'integer' or 'boolean'). Raises ParquetMissing."""
    pyarrow, parquet = load_pyarrow()
    types = {"text": pyarrow.string(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(records):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _groups(records: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The rows in groups of ROWS rows or LETTERS letters of text, whichever comes first."""
    group: list[dict[str, Any]] = []
    letters = 0
    for record in records:
        group.append(record)
        letters += sum(len(value) for value in record.values() if isinstance(value, str))
        if len(group) >= ROWS or letters >= LETTERS:
            yield group
            group, letters = [], 0
    if group:
        yield group
