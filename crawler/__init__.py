"""The way in: discover, fetch, archive raw, split, store. The tree reads in that order."""
