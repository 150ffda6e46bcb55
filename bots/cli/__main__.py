"""`python -m familienkonferenz.bots.cli`: the same as `konferenz`."""

from familienkonferenz.bots.cli import main

main(prog_name="konferenz")
