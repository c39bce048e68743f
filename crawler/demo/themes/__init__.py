"""The blog's dresses: three generations of WordPress themes, one module each.

A theme prints pages. Of an article it also says which words are the article's and what part they are: a theme
knows best what is its own furniture.
"""

from crawler.demo.themes.base import Listing, Reading, Theme
from crawler.demo.themes.block import BlockTheme
from crawler.demo.themes.classic import ClassicTheme
from crawler.demo.themes.html5 import Html5Theme

__all__ = ["BlockTheme", "ClassicTheme", "Html5Theme", "Listing", "Reading", "Theme"]
