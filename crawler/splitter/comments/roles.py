"""What the elements of a comment are, by tag and class: WordPress core, its themes and its plugins.

Themes invent class names, but along the same lines: ``comment-content``, ``comment_text``,
``ast-comment-content``, ``comment__body-text``. A rule here reads a whole token, so that no name is taken for
another that it is a part of.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache


class Role(IntEnum):
    """What an element's names say it is. Of several the lowest counts, as the most telling."""

    REPLY = 1  # the button that answers a comment
    FORM = 2
    ANSWERS = 3  # the line that says which comment this one answers
    NAME = 10  # the author's name
    AUTHOR = 11  # the author, perhaps with other things
    CARD = 12  # a box around name and picture
    DATE = 20
    META = 21  # a line with the date in it
    CONTENT = 30
    PROSE = 31  # names that themes give the text, and other things too
    NOISE = 40  # badges, ratings, counts, notes: no word of the reader
    CITE = 50  # <cite>: the author in old themes, a title in a reader's text
    LOUD = 51  # <b>, <strong>, a heading: the author where nothing says more
    LINK = 52


HEADER = frozenset((Role.NAME, Role.AUTHOR, Role.CARD, Role.DATE, Role.META))
CUT = frozenset((Role.REPLY, Role.FORM, Role.ANSWERS, Role.NOISE))

_OF_COMMENT = r"(?:[a-z0-9]+-)*comment(?:s|er)?-?"
_BOX = r"(?:-(?:inner|wrap|wrapper|container|box|block|area|holder|section|full|item))*"
_NAMED: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            Role.REPLY,
            rf"reply|replylink|reply-?(?:link|button|btn|wrap|container)|{_OF_COMMENT}reply(?:-link|-wrap|-login)*",
        ),
        (Role.FORM, r"comment-?respond|respond|comment-?form"),
        (
            Role.ANSWERS,
            r"in-reply-to|(?:wpd-)?reply-?to|replying-to|comment-?(?:parent|reply-?to|in-reply)(?:-link)?|"
            r"parent-comment(?:-link)?",
        ),
        (
            Role.NAME,
            rf"fn|{_OF_COMMENT}(?:author-)?(?:user)?name|(?:author|user|commenter|display|reviewer)-?name|"
            r"comment-author-link|nickname|pseudo|(?:wpd|wc)-comment-author|woocommerce-review-author",
        ),
        (
            Role.AUTHOR,
            rf"{_OF_COMMENT}(?:author|auteur|user|by)(?:-(?:info|link|meta|data|details|vcard))*{_BOX}|author|"
            r"auteur|commenter|reviewer|by",
        ),
        (Role.CARD, r"vcard"),
        (
            Role.DATE,
            rf"{_OF_COMMENT}(?:date|time|datetime|timestamp|date-time|published|posted)(?:-link|-published)?|"
            r"(?:wpd|wc)-comment-date|date|time|datetime|timestamp|timendate|published|posted-on|when|ago|"
            r"(?:relative|human|entry|post)-?(?:time|date)|woocommerce-review-published-date",
        ),
        (
            Role.META,
            rf"{_OF_COMMENT}(?:meta|metas|metadata|meta-?data|infos?|header|head|heading|top|footer|foot|bottom)"
            rf"{_BOX}|meta|metas|metadata|entry-meta",
        ),
        (
            Role.CONTENT,
            rf"{_OF_COMMENT}(?:content|text|txt|entry|message|copy|description|html|body-text|text-content|content-text)"
            rf"{_BOX}|contenttext|format-text",
        ),
        (
            Role.PROSE,
            rf"{_OF_COMMENT}(?:body|inner|post){_BOX}|description|message|text|content|entry-content|body|entry",
        ),
        (
            Role.NOISE,
            r"(?:[a-z0-9]+-)*(?:avatar|gravatar|ratings?(?:block|header|text|stars|thumbs)?|stars?|likes?|dislikes?|liked|hearts?|claps?|up-?votes?|down-?votes?|points|votes?|voting|karma|thumbs?|"
            r"share|sharing|sharedaddy|report|flag|edit|edited|editlink|awaiting|moderation|says|said|badges?|actions?|"
            r"toolbar|buttons?|tooltip|number|num|counts?|counter|quote-links?|screen-reader-text|translate|"
            r"readmore|read-more|tools|controls|options|signature)(?:-[a-z0-9]+)*|cmstr-out|tval|cluv|label|comment-label|"
            r"(?:wpd|wc)-comment-(?:label|link)",
        ),
    )
)  # fmt: skip
_LONGEST = 64  # characters of a name that anyone gave
_SEPARATORS = re.compile(r"[-_]+")
_TAGS = {
    "form": Role.FORM, "time": Role.DATE, "header": Role.META, "footer": Role.META, "cite": Role.CITE,
    "a": Role.LINK, "b": Role.LOUD, "strong": Role.LOUD, "h2": Role.LOUD, "h3": Role.LOUD, "h4": Role.LOUD,
    "h5": Role.LOUD, "h6": Role.LOUD,
}  # fmt: skip
PROPERTIES = {
    "author": Role.AUTHOR, "creator": Role.AUTHOR,
    "datepublished": Role.DATE, "datecreated": Role.DATE, "commenttime": Role.DATE,
    "text": Role.CONTENT, "commenttext": Role.CONTENT, "reviewbody": Role.CONTENT,
}  # fmt: skip


@lru_cache(maxsize=2048)
def role_of(tag: object, names: str | None) -> Role | None:
    """The role of an element by its tag and class attribute; None for one without a role.

    Class attributes repeat from comment to comment, so that each is judged once.
    """
    by_tag = _TAGS.get(tag) if isinstance(tag, str) else None
    if not names:
        return by_tag
    found = [role for token in names.split() if (role := _role_of_name(token)) is not None]
    if by_tag is not None:
        found.append(by_tag)
    return min(found, default=None)


def role_of_property(name: str) -> Role | None:
    """The role of an element by its ``itemprop`` (schema.org Comment and Review, older UserComments)."""
    return PROPERTIES.get(name.lower())


def _role_of_name(token: str) -> Role | None:
    if len(token) > _LONGEST:
        return None
    name = _SEPARATORS.sub("-", token.lower()).strip("-")
    return next((role for role, pattern in _NAMED if pattern.fullmatch(name)), None)
