"""The way out: reading pages, ready questions and files to take away. Reads the archive, never writes it."""
