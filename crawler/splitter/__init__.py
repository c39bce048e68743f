"""HTML in, ``Article`` out. Pure functions: no clock, network, settings or log.

>>> from crawler.splitter import split
>>> article = split(open("page.html", "rb").read(), url="https://blog.example/2019/09/page.html")
"""

from crawler.splitter.article import merge_article_pages, merge_comment_pages, split, split_document
from crawler.splitter.canonical import canonical_url
from crawler.splitter.errors import EmptyPage, NoArticle, NotAPage, SplitError, TooDeep
from crawler.splitter.layout import Layout, SiteRules
from crawler.splitter.page.document import Document, parse
from crawler.splitter.page_type import page_type

__all__ = [
    "Document",
    "EmptyPage",
    "Layout",
    "NoArticle",
    "NotAPage",
    "SiteRules",
    "SplitError",
    "TooDeep",
    "canonical_url",
    "merge_article_pages",
    "merge_comment_pages",
    "page_type",
    "parse",
    "split",
    "split_document",
]
