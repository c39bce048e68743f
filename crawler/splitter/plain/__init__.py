"""Plain text captures (a text browser's dump, a pasted page), read into the same parts."""
