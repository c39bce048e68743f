"""Who is never to be stored again, as salted digests. Pure functions.

The list must be kept for as long as the archive, and must not itself say who is on it. The salt is the
archive's own, so that lists of two archives cannot be compared; whoever has the file and a name can ask
whether that name is on the list, as the crawl itself has to.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal

_SCHEME = re.compile(r"^https?://(?:www\.)?")

Kind = Literal["commenter", "commenter_url", "article", "words"]


@dataclass(frozen=True, slots=True)
class Suppressions:
    """The list of one archive. ``site`` "" in a digest means every site."""

    salt: bytes = b""
    digests: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.digests)

    def digest(self, kind: Kind, site: str, value: str) -> str:
        """The entry for a value, 40 hexadecimal digits."""
        text = f"{kind}\0{site}\0{fold(value)}".encode("utf-8", "replace")
        return blake2b(text, key=self.salt, digest_size=20).hexdigest()

    def holds(self, kind: Kind, site: str, value: str | None) -> bool:
        """Whether a value is on the list, for its site or for every site."""
        if not value or not self.digests:
            return False
        return self.digest(kind, site, value) in self.digests or self.digest(kind, "", value) in self.digests


def fold(value: str) -> str:
    """A name or address as it is compared: case, white space and composed characters make no difference, nor
    do the scheme, ``www.`` and the closing slash of an address."""
    folded = " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    return _SCHEME.sub("", folded).rstrip("/")
