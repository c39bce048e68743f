"""A post's text as the editor of its day saved it: the classic editor, the same in html5, the block editor.

A theme does not change it: what was written in 2018 keeps its markup under the theme of 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from crawler.demo.model import BlogPost, Passage
from crawler.demo.sheet import Sheet
from crawler.demo.typography import plain
from crawler.items import Part


class Editor:
    """The classic editor. ``spell`` turns inline HTML into the characters that the page is spelt with;
    ``uploads`` is the address of the blog's pictures, with a closing slash.
    """

    lead = "<p><strong>{}</strong></p>"
    heading = "<h{level}>{}</h{level}>"
    list_open = "<{tag}>"
    table = '<table border="0"><tbody>{}</tbody></table>'
    code = "<pre>{}</pre>"
    video = '<p><iframe width="560" height="315" src="{}" allowfullscreen></iframe></p>'

    def __init__(self, spell: Callable[[str], str], uploads: str) -> None:
        self.spell = spell
        self.uploads = uploads

    def write(self, sheet: Sheet, passages: Sequence[Passage]) -> None:
        """Print passages in order, each with its part."""
        for passage in passages:
            self._write(sheet, passage)

    def _write(self, sheet: Sheet, passage: Passage) -> None:
        part, form, texts = passage.part, passage.form, passage.texts
        if form == "p" and len(texts) > 1:
            words, tail = map(self.spell, texts)
            sheet.say_two(f"<p>{words} {tail}</p>", part, "source", tail)
        elif form == "p":
            frame = self.lead if part == "lead" else "<p>{}</p>"
            sheet.say(part, frame.format(self.spell(texts[0])))
        elif form == "strong":
            sheet.say(part, f"<p><strong>{self.spell(texts[0])}</strong></p>")
        elif form in ("h2", "h3"):
            level = int(form[1])
            sheet.say(part, self.heading.format(self.spell(texts[0]), level=level), "heading", level)
        elif form in ("ul", "ol"):
            sheet.put(self.list_open.format(tag=form))
            for text in texts:
                sheet.say(part, f"<li>{self.spell(text)}</li>", "list_item")
            sheet.put(f"</{form}>")
        elif form == "table":
            self._table(sheet, part, [[self.spell(cell) for cell in text.split("\t")] for text in texts])
        elif form == "code":
            lines = [" ".join(line.split()) for line in texts[0].split("\n")]
            sheet.say_lines(part, self.code.format(escape(texts[0])), "code", lines)
        elif form == "quote":
            self._quote(sheet, part, *map(self.spell, texts))
        elif form == "image":
            self._image(sheet, self.uploads + texts[0], *map(self.spell, texts[1:]))
        else:
            sheet.put(self.video.format(texts[0]))

    def _table(self, sheet: Sheet, part: Part, rows: list[list[str]]) -> None:
        cells = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        lines = ["\t".join(plain(cell) for cell in row) for row in rows]
        sheet.say_lines(part, self.table.format(cells), "table", lines)

    def _quote(self, sheet: Sheet, part: Part, text: str, signature: str | None = None) -> None:
        sheet.put("<blockquote>")
        sheet.say(part, f"<p>{text}</p>", "quote")
        if signature:
            sheet.say(part, f"<p><cite>{signature}</cite></p>", "quote")
        sheet.put("</blockquote>")

    def _image(self, sheet: Sheet, source: str, caption: str | None = None) -> None:
        image = f'<img class="size-full" src="{source}" alt="" width="600" height="400" />'
        if caption is None:
            sheet.put(f"<p>{image}</p>")
            return
        sheet.put(f'<div style="width: 610px" class="wp-caption aligncenter">{image}')
        sheet.say("caption", f'<p class="wp-caption-text">{caption}</p>')
        sheet.put("</div>")


class Html5Editor(Editor):
    """The classic editor under a theme that supports html5 captions."""

    def _image(self, sheet: Sheet, source: str, caption: str | None = None) -> None:
        image = f'<img class="size-full" src="{source}" alt="" width="600" height="400" loading="lazy" />'
        if caption is None:
            sheet.put(f"<p>{image}</p>")
            return
        sheet.put(f'<figure style="width: 600px" class="wp-caption aligncenter">{image}')
        sheet.say("caption", f'<figcaption class="wp-caption-text">{caption}</figcaption>')
        sheet.put("</figure>")


class BlockEditor(Editor):
    """The block editor (WordPress 5.0 and later)."""

    lead = '<p class="has-medium-font-size"><strong>{}</strong></p>'
    heading = '<h{level} class="wp-block-heading">{}</h{level}>'
    list_open = '<{tag} class="wp-block-list">'
    table = '<figure class="wp-block-table"><table><tbody>{}</tbody></table></figure>'
    code = '<pre class="wp-block-code"><code>{}</code></pre>'
    video = (
        '<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">'
        '<iframe title="Vidéo" width="560" height="315" src="{}" allowfullscreen></iframe></div></figure>'
    )

    def _quote(self, sheet: Sheet, part: Part, text: str, signature: str | None = None) -> None:
        sheet.put('<blockquote class="wp-block-quote is-layout-flow">')
        sheet.say(part, f"<p>{text}</p>", "quote")
        if signature:
            sheet.say(part, f"<cite>{signature}</cite>", "quote")
        sheet.put("</blockquote>")

    def _image(self, sheet: Sheet, source: str, caption: str | None = None) -> None:
        sheet.put(f'<figure class="wp-block-image size-large"><img decoding="async" src="{source}" alt=""/>')
        if caption is not None:
            sheet.say("caption", f'<figcaption class="wp-element-caption">{caption}</figcaption>')
        sheet.put("</figure>")


def editor_of(post: BlogPost) -> type[Editor]:
    """The editor that a post was written in, by its year."""
    year = post.published.year
    return Editor if year < 2020 else Html5Editor if year < 2023 else BlockEditor
