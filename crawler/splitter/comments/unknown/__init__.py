"""Threads of systems that nobody knows by name: told by how they look and read."""
