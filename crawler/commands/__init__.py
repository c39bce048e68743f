"""The commands that stand beside Scrapy's own, each named as its module."""

from __future__ import annotations

import sys


class Ending:
    """How a command ends early. No ``ScrapyCommand``: Scrapy takes each one in this package for a command."""

    exitcode: int

    def _end(self, code: int, sentence: str) -> None:
        """Say why, under the command's name, and set its exit code."""
        print(f"scrapy {type(self).__module__.rpartition('.')[2]}: {sentence}", file=sys.stderr)
        self.exitcode = code
