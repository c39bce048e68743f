"""What a site prints in the place of a comment that it took back, so that the replies keep theirs."""

from __future__ import annotations

import re

from crawler.items import Comment

_LONGEST = 160  # characters; a reader who writes about deleted comments says more
_BY = r"(?:\s+(?:par|by|von)\s+.{1,60})?"
_WHY = (
    r"(?:[\s,.;:(–-]+(?:car|pour|parce|suite|conform|en raison|il ne|because|for|due|as it|wegen|da er)\b"
    r".{1,100})?"
)
_REMOVED = re.compile(
    r"\W*(?:"
    r"(?:(?:ce|cet|cette|le|votre|un)\s+)?(?:commentaires?|messages?|propos|contenu|avis|r[ée]actions?)"
    r"(?:\s+(?:de\s+.{1,40}|initial|pr[ée]c[ée]dent))?"
    r"\s+(?:a\s+[ée]t[ée]\s+|ont\s+[ée]t[ée]\s+|n['’]est\s+plus\s+|n['’]existe\s+plus|est\s+)?"
    r"(?:supprim[ée]e?s?|effac[ée]e?s?|retir[ée]e?s?|mod[ée]r[ée]e?s?|masqu[ée]e?s?|disponible)?"
    r"|(?:supprim[ée]|effac[ée]|retir[ée]|mod[ée]r[ée])"
    r"|(?:this\s+|the\s+)?(?:comment|message|post)s?\s+(?:has\s+been\s+|was\s+|is\s+)?(?:deleted|removed|hidden)"
    r"|deleted|removed"
    r"|(?:(?:dieser|der)\s+)?kommentar\s+(?:wurde\s+)?(?:gel[öo]scht|entfernt)"
    r")" + _BY + _WHY + r"\W*",
    re.I | re.S,
)
_PARTICIPLE = re.compile(
    r"supprim[ée]|effac[ée]|retir[ée]|mod[ée]r[ée]|masqu[ée]|n['’]existe\s+plus|n['’]est\s+plus|deleted|removed"
    r"|hidden|gel[öo]scht|entfernt",
    re.I,
)


def is_tombstone(comment: Comment) -> bool:
    """Whether a comment's text is only the notice that there was one."""
    text = comment.text
    return len(text) <= _LONGEST and bool(_REMOVED.fullmatch(text)) and bool(_PARTICIPLE.search(text))
