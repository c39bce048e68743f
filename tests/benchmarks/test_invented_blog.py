"""That the invented blog is what it says: the same in every process, whole, its threads as told."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256

import lxml.html
import pytest

from benchmarks.blog import Blog, Story
from crawler.items import Article
from crawler.spiders.urls import may_be_article

STORIES = [
    *Blog(20, most_comments=60, deepest=4).stories(),
    Story(1, "http://blog.invalid/2012/01/essai-1/", 100, chained=True),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.number}-{len(story.remarks)}")
def test_the_page_holds_the_thread_it_tells(story: Story) -> None:
    article, root = story.article(), lxml.html.document_fromstring(story.page())
    items = root.xpath("//li[starts-with(@id, 'comment-')]")
    assert [item.get("id").removeprefix("comment-") for item in items] == [one.id for one in article.comments]
    for item, comment in zip(items, article.comments, strict=True):
        above = item.xpath("ancestor::li[starts-with(@id, 'comment-')]/@id")
        assert len(above) == comment.depth
        assert (above[-1].removeprefix("comment-") if above else None) == comment.parent
        (content,) = item.xpath("./article/div[@class='comment-content']")
        assert content.text_content().split() == comment.text.split()


def test_the_page_holds_the_words_it_tells() -> None:
    for story in STORIES:
        article, root = story.article(), lxml.html.document_fromstring(story.page())
        shown = " ".join(root.get_element_by_id(f"post-{story.number}").text_content().split())
        assert all(text in shown for text in (article.headline, *(block.text for block in article.blocks)))


def test_threads_are_as_deep_as_asked() -> None:
    assert max(remark.depth for story in STORIES[:-1] for remark in story.remarks) == 4
    assert [remark.depth for remark in STORIES[-1].remarks] == list(range(100))


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "from benchmarks.blog import Blog; from hashlib import sha256;"
        "print(sha256(b''.join(story.page() for story in Blog(3).stories())).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = sha256(b"".join(story.page() for story in Blog(3).stories())).hexdigest()
    assert done.stdout.strip() == own


def test_every_address_answers_and_no_other() -> None:
    blog = Blog(45)
    answers = {url: blog.answer(url.removeprefix(blog.root)) for url in blog.urls()}
    assert len(answers) == 45 + 3 + 4
    assert all(answer and answer[1] for answer in answers.values())
    assert [blog.answer(path) for path in ("page/4/", "page/1/", "2012/01/essai-46/", "x/")] == [None] * 4


def test_articles_are_what_a_crawl_takes_for_articles() -> None:
    blog = Blog(45)
    urls = [story.article().url or "" for story in blog.stories()]
    assert isinstance(blog.story(1).article(), Article)
    assert set(urls) <= set(blog.urls())
    assert all(map(may_be_article, urls))
