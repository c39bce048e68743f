"""An invented blog that knows what it says: real WordPress markup of three generations, served on loopback.

Posts are data (``posts/*.toml``), a theme prints them (``themes``), a ``World`` is the whole blog at one
moment, and ``truth`` is what an archive of it must hold, written down without asking the splitter.
"""
