"""Compiled loops over columns, one for each phase of a day, calling the rules."""
