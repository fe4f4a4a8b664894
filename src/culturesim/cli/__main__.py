"""`python -m culturesim.cli` is the command `culturesim`."""

from culturesim.cli import main

main()
