"""Systems that hold nothing without JavaScript are named all the same."""

from __future__ import annotations

import pytest

from crawler.splitter import split

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Le phare</title></head><body>
<main><h1>Le phare à idées</h1><div class="entry-content">
<p>Le phare gauche de la Lanterne 3 s’allume dès que le conducteur a une idée, ce qui économise la batterie.</p>
<p>Le phare droit s’allume normalement, et les deux ne se sont pour l’instant jamais vus briller ensemble.</p>
</div>{mark}</main></body></html>"""


@pytest.mark.parametrize(
    ("system", "mark"),
    [
        ("disqus", '<div id="disqus_thread"></div>'),
        ("disqus", '<a class="disqus-comment-count" data-disqus-url="//x.example/">Kommentare</a>'),
        ("disqus", '<script src="https://monblog.disqus.com/embed.js"></script>'),
        ("disqus", "<script>var disqus_shortname = 'monblog';</script>"),
        ("graphcomment", '<div id="graphcomment"></div>'),
        ("graphcomment", "<script>window.gc_params = {graphcomment_id: 'monblog'};</script>"),
        ("openweb", '<script src="https://launcher.spot.im/spot/sp_abc" data-spotim-module="spotim-launcher"></script>'),
        ("facebook", '<div class="fb-comments" data-href="https://x.example/a"></div>'),
        ("facebook", '<fb:comments href="https://x.example/a"></fb:comments>'),
        ("coral", '<div id="coral_thread"></div>'),
        ("coral", "<script>Coral.createStreamEmbed({id: 'c'});</script>"),
        ("viafoura", "<vf-conversations></vf-conversations>"),
        ("viafoura", '<div class="viafoura"></div>'),
        ("discourse", '<div id="discourse-comments"></div>'),
        ("livefyre", '<script src="http://zor.livefyre.com/wjs/v3.0/javascripts/livefyre.js"></script>'),
        ("intensedebate", '<div id="idc-container"></div>'),
        ("overblog", "<script>ob.initCommentApp('#ob-comments', {postID: 12});</script>"),
        ("hyvor-talk", "<hyvor-talk-comments website-id='1'></hyvor-talk-comments>"),
        ("logora", '<div id="logora_app"></div>'),
        ("insticator", '<h2 id="insticator-commenting">Opinion</h2>'),
        ("giscus", '<script src="https://giscus.app/client.js"></script>'),
        ("utterances", '<script src="https://utteranc.es/client.js"></script>'),
        ("isso", '<section id="isso-thread"></section>'),
        ("cusdis", '<div id="cusdis_thread"></div>'),
        ("remark42", '<div id="remark42"></div>'),
        ("commento", '<div id="commento"></div><script src="https://commento.x.example/js/commento.js"></script>'),
    ],
)  # fmt: skip
def test_a_system_is_named_by_its_embed_code(system: str, mark: str) -> None:
    article = split(PAGE.format(mark=mark), "https://x.example/a")
    assert (article.comment_system, article.comments, article.comment_count) == (system, (), None)


@pytest.mark.parametrize(
    "mark",
    [
        "",
        '<div class="fb-like"></div>',
        '<script src="https://connect.facebook.example/sdk.js"></script>',
        "<p>Nous parlons de Disqus, de Coral et de Discourse.</p>",
        '<p class="coral">Couleur : corail.</p>',
        '<div class="commento">Nessuno ha scritto.</div>',
        '<script type="application/ld+json">{"@type": "Article", "text": "disqus_shortname"}</script>',
    ],
)
def test_talk_of_a_system_is_no_system(mark: str) -> None:
    assert split(PAGE.format(mark=mark), "https://x.example/a").comment_system is None


def test_a_place_says_more_than_a_script() -> None:
    mark = '<script src="https://launcher.spot.im/spot/sp_abc"></script><div class="fb-comments"></div>'
    assert split(PAGE.format(mark=mark), "https://x.example/a").comment_system == "facebook"


def test_a_system_with_comments_in_the_page_is_read_and_not_only_named() -> None:
    mark = (
        '<div id="disqus_thread"></div><div id="comments"><h3>1 commentaire</h3>'
        '<div class="comment"><b class="author">Veilleuse</b> <span class="date">3 mai 2010</span>'
        '<div class="text">Le mien clignote.</div></div></div>'
    )
    article = split(PAGE.format(mark=mark), "https://x.example/a")
    assert (article.comment_system, len(article.comments)) == ("generic", 1)
