"""Comment systems that show nothing without JavaScript: named, so that an archive knows what it lacks.

A page is told by the place that the system's script fills (its id, class or element), by the address of that
script, and last by what the page's own scripts say to it: the names are those of each system's embed code.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.splitter.comments.base import Context


@dataclass(frozen=True, slots=True)
class _System:
    """``places`` are ids, class names and element names; ``scripts`` parts of script addresses; ``words``
    stand in scripts inside the page."""

    name: str
    places: frozenset[str]
    scripts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def _system(name: str, places: str, scripts: str = "", words: str = "") -> _System:
    return _System(name, frozenset(places.split()), tuple(scripts.split()), tuple(words.split()))


# Where a page carries two, the first here is taken: sharing widgets come last.
_SYSTEMS = (
    _system(
        "disqus",
        "disqus_thread disqus-thread disqus_comments disqus-comments disqus-comment-count",
        ".disqus.com/embed.js .disqus.com/count.js /disqus-comment-system/",
        "disqus_shortname disqus_identifier disqus_config .disqus.com/embed.js",
    ),
    _system("graphcomment", "graphcomment gc-container", "graphcomment.com", "gc_params graphcomment.com"),
    _system(
        "viafoura",
        "viafoura vf-conversations vf-comments vf-widget vf-conversation-starter",
        "viafoura.",
    ),
    _system("openweb", "spot-im-frame-inpage sppre_main-app", "spot.im", "spot.im/spot"),
    _system(
        "coral",
        "coral_thread coral-embed-stream coral_talk_stream coral-container coral-comments",
        "coral.coralproject.net",
        "Coral.createStreamEmbed Coral.Talk.render",
    ),
    _system("ghost", "ghost-comments-root", "/ghost/comments-ui"),
    _system("hyvor-talk", "hyvor-talk-view hyvor-talk-comments", "talk.hyvor.com"),
    _system(
        "discourse",
        "discourse-comments discourse-embed-frame",
        "/javascripts/embed.js",
        "DiscourseEmbed",
    ),
    _system("livefyre", "livefyre livefyre-comments livefyre_comments", "livefyre.com", "fyre.conv"),
    _system(
        "intensedebate",
        "idc-container idc-comments idc-noscript IDCommentPostInfoPermalink",
        "intensedebate.com",
        "idcomments_acct",
    ),
    _system("overblog", "ob-comments ob-comments-app", words="ob.initCommentApp"),
    _system("logora", "logora_app logora_synthese logora_widget logora_embed", "logora.fr"),
    _system("insticator", "insticator-commenting insticator-comments"),
    _system("vuukle", "vuukle-comments", "vuukle.com"),
    _system("commento", "", "commento.io /commento.js"),  # its place is a word of Italian, a class of themes
    _system("cusdis", "cusdis_thread", "cusdis"),
    _system("remark42", "remark42", words="remark_config"),
    _system("isso", "isso-thread"),
    _system("utterances", "utterances utterances-frame", "utteranc.es"),
    _system("giscus", "giscus giscus-frame", "giscus.app"),
    _system("talkyard", "talkyard-comments", "talkyard"),
    _system("muut", "muut", "muut.com"),
    _system("facebook", "fb-comments fb:comments"),
)
# Names of places that elements may have too: HTML's own have neither "-" nor ":" in them.
_OWN_ELEMENTS = tuple(
    sorted(place for system in _SYSTEMS for place in system.places if "-" in place or ":" in place)
)


def name_system(context: Context) -> str | None:
    """The system that a page without a readable comment waits for; None where it shows none."""
    own = {place for place in _OWN_ELEMENTS if context.finder.tagged(place)}
    places = context.classes | context.ids | own
    for system in _SYSTEMS:
        if not system.places.isdisjoint(places):
            return system.name
    addresses = "\n".join(context.marks)
    for system in _SYSTEMS:
        if any(script in addresses for script in system.scripts):
            return system.name
    inline = (
        script
        for script in context.finder.tagged("script")
        if script.get("src") is None and "json" not in script.get("type", "")
    )
    words = "\n".join(script.text or "" for script in inline)
    for system in _SYSTEMS:
        if any(word in words for word in system.words):
            return system.name
    return None
