"""A page before anything on it is interpreted: bytes, tree, questions asked of the tree, what it declares."""
