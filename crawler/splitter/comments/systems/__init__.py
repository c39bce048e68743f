"""The comment systems that are known by name, a module for each."""
