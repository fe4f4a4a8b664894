"""Sections of an analysis: each says in words what it found, with its tables and pictures."""
