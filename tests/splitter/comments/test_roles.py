"""What the class names of themes and plugins say, and what only looks like it."""

from __future__ import annotations

import pytest

from crawler.splitter.comments.roles import Role, role_of, role_of_property


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (
            Role.NAME,
            "fn|comment-author-name|wp-block-comment-author-name|comment__author-name|wpd-comment-author",
        ),
        (
            Role.AUTHOR,
            "comment-author vcard|comment_author|ast-comment-author|commentauthor|comment-by|author",
        ),
        (Role.CARD, "vcard"),
        (
            Role.DATE,
            "comment-date|comment_time|comment__date|wp-block-comment-date has-small-font-size|timestamp",
        ),
        (Role.META, "comment-meta commentmetadata|comment-metadata|comment-header|comment-meta-wrapper|meta"),
        (
            Role.CONTENT,
            "comment-content|comment_text|ast-comment-content comment|comment__content|contenttext",
        ),
        (Role.PROSE, "comment-body|comment_body clearfix|description|text"),
        (Role.REPLY, "reply|comment-reply-link|wp-block-comment-reply-link has-small-font-size"),
        (Role.FORM, "comment-respond|comment-form"),
        (Role.ANSWERS, "in-reply-to|wpd-reply-to"),
        (
            Role.NOISE,
            "avatar avatar-32 photo|says|comment-likes|wprm-comment-rating|comment-awaiting-moderation|star-rating",
        ),
        (
            None,
            "children|thread|comment|even|parent|alignleft|clearfix|comment-123|widget|starter|editorial-note",
        ),
    ],
)
def test_names(role: Role | None, names: str) -> None:
    assert {name: role_of("div", name) for name in names.split("|")} == dict.fromkeys(names.split("|"), role)


def test_tags_speak_where_names_do_not() -> None:
    assert role_of("time", None) is Role.DATE
    assert role_of("cite", "x") is Role.CITE
    assert role_of("cite", "fn") is Role.NAME
    assert role_of("form", "comment-content") is Role.FORM
    assert role_of("div", None) is None
    assert role_of(len, "fn") is Role.NAME  # lxml's tag of a comment node is a function


def test_the_most_telling_name_counts() -> None:
    assert role_of("header", "comment-meta comment-author vcard") is Role.AUTHOR
    assert role_of("div", "comment-content description") is Role.CONTENT


def test_properties() -> None:
    assert role_of_property("commentText") is Role.CONTENT
    assert role_of_property("creator") is Role.AUTHOR
    assert role_of_property("url") is None
