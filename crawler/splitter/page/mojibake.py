"""Text that was encoded twice: UTF-8 that a tool once took for Windows-1252 and wrote as UTF-8 again.

"Ã©" for "é" and "â€™" for "’" are what databases moved between servers leave behind. A run of text is mended
only where that is certain: all of it reads as UTF-8 once its characters are bytes again, which no run holding
one properly written accent does; and only on pages where it happens several times.
"""

from __future__ import annotations

import codecs
import re

_AT_LEAST = 3  # sequences on a page; one alone may be what an article about encodings speaks of
_MOST_TIMES = 2
_RUN = re.compile(r"[^<>]+")
# A UTF-8 lead byte of a two- or three-byte character, and what its following byte looks like in Windows-1252.
_SEQUENCE = re.compile(r"[ÂÃÄÅÎÏÐÑâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def _control_as_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Windows-1252 leaves five bytes undefined, which browsers read as controls (WHATWG Encoding)."""
    if isinstance(error, UnicodeEncodeError):
        rest = error.object[error.start : error.end]
        if all(0x80 <= ord(character) <= 0x9F for character in rest):
            return rest.encode("latin-1"), error.end
    raise error


codecs.register_error("splitter.control-as-byte", _control_as_byte)


def _decoded(run: str) -> str | None:
    try:
        return run.encode("cp1252", "splitter.control-as-byte").decode("utf-8")
    except UnicodeError:
        return None


def mended(text: str) -> str:
    """``text`` with what was certainly encoded twice decoded once more; the very same object where nothing
    was."""
    for _ in range(_MOST_TIMES):
        if "Ã" not in text and "â€" not in text:
            return text
        found = 0

        def decoded(match: re.Match[str]) -> str:
            nonlocal found
            run = match[0]
            sequences = len(_SEQUENCE.findall(run))
            if not sequences:
                return run
            # The second byte of "à" is a no-break space, which tools have made a plain one.
            again = _decoded(run) or _decoded(run.replace("Ã ", "Ã\xa0 "))
            found += sequences if again else 0
            return again or run

        again = _RUN.sub(decoded, text)
        if found < _AT_LEAST:
            return text
        text = again
    return text
