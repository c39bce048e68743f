"""Nothing lost, nothing doubled: the pieces of a tree are its text, in order."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from lxml.html import HtmlElement

from crawler.splitter.blocks import Piece, read_pieces


def tree(markup: str) -> HtmlElement:
    return html.fragment_fromstring(markup, create_parent="div")


def pieces(markup: str) -> list[Piece]:
    return read_pieces(tree(markup))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_line_box_ends_where_a_browser_ends_it() -> None:
    found = pieces("loose <b>bold</b><p>one <i>two</i></p>after<br>line<br><br>last<ul><li>item<p>deep</ul>")
    assert [(p.kind, p.text) for p in found] == [
        ("paragraph", "loose bold"),
        ("paragraph", "one two"),
        ("paragraph", "after"),
        ("paragraph", "line"),
        ("paragraph", "last"),
        ("list_item", "item"),
        ("list_item", "deep"),
    ]


def test_inline_elements_do_not_break_words() -> None:
    assert pieces("<p>électri<em>que</em></p>")[0].text == "électrique"


def test_kinds_and_levels() -> None:
    found = pieces(
        "<h3>T</h3><blockquote><p>q</p></blockquote><pre>a\n  b</pre><table><tr><td>1<td>2</table>"
    )
    assert [(p.kind, p.level, p.text) for p in found] == [
        ("heading", 3, "T"),
        ("quote", None, "q"),
        ("code", None, "a\nb"),
        ("table", None, "1\t2"),
    ]


def test_links_count_in_each_piece_they_run_through() -> None:
    first, second = pieces('<a href="/x">one<p>two</p></a>')
    assert (first.links, second.links) == ([("one", "/x")], [("two", "/x")])
    assert first.link_share == 1.0


def test_bold_is_all_of_it_or_nothing() -> None:
    whole, part = pieces("<p><strong>all</strong> </p><p><b>some</b> of it</p>")
    assert (whole.bold, part.bold) == (True, False)


def test_hidden_and_excluded_text_is_left_out() -> None:
    root = tree('a<script>no</script><p hidden>no</p><p style="display: none">no</p><section>no</section>b')
    assert [p.text for p in read_pieces(root, excluded=[root.find("section")])] == ["a", "b"]


def test_depth_costs_no_recursion() -> None:
    inner = etree.Element("div")
    inner.text = "deep"
    root = inner
    for _ in range(20_000):
        outer = etree.Element("div")
        outer.append(root)
        root = outer
    assert [p.text for p in read_pieces(root)] == ["deep"]


tags = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "a",
        "span",
        "ul",
        "li",
        "h2",
        "blockquote",
        "pre",
        "table",
        "tr",
        "td",
        "br",
        "section",
    ]
)
texts = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="<>&\x00\r", exclude_categories=["Cc", "Cs"])
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> HtmlElement:
    element = html.Element(draw(tags))
    if element.tag != "br":  # a line break holds nothing
        element.text = draw(texts)
    if element.tag == "a":
        element.set("href", "/x")
    if depth and element.tag != "br":
        for child in draw(st.lists(trees(depth=depth - 1), max_size=3)):
            element.append(child)
            child.tail = draw(texts)
    return element


@given(trees())
def test_no_character_is_lost_or_doubled_on_generated_trees(root: HtmlElement) -> None:
    wrapper = html.Element("div")
    wrapper.append(root)
    invisible = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
    seen = "".join(wrapper.itertext()).translate(invisible)
    assert squeezed("".join(p.text for p in read_pieces(wrapper))) == squeezed(seen)


def test_boxes_that_touch_divide_words_and_no_others() -> None:
    def text(markup: str) -> str:
        return pieces(f"<p>{markup}</p>")[0].text

    assert text("<span>Léa Bielle</span><span>Publié</span>") == "Léa Bielle Publié"
    assert text("<span>AFP</span><span>Journaliste</span>") == "AFP Journaliste"
    assert text("<span>12:01</span><span>Mis à jour</span>") == "12:01 Mis à jour"
    assert text("<b>L</b><span>Es roues</span>") == "LEs roues"
    assert text("<b>CO</b><span>2</span>") == "CO2"


def test_a_picture_with_its_words_is_no_table_of_data() -> None:
    found = pieces("<table><tr><td><img src=a></td></tr><tr><td>La roue, de profil</td></tr></table>")
    assert [(p.kind, p.text, p.pictured) for p in found] == [("paragraph", "La roue, de profil", True)]
