"""The rules: pure scalar functions, one file a social process.

A rule is written once and runs in two ways: as plain Python when a Mesa agent calls it, and
compiled when a loop in :mod:`culturesim.engine` calls it, with the same bits. Rules therefore
use only ``+ - * /``, ``math.sqrt``, comparisons, integer conversion and the functions of
:mod:`culturesim.rules.numeric`. They never draw, read a clock, touch a graph or raise.
"""
