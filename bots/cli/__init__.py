"""The command `konferenz`: what moderators do from the command line. Nothing else in the bots knows click.

Each command opens the wiki, calls one method of `Run`, and turns the library's errors into one line and exit
code 2 (1: something was done, but problems are left). Data goes to stdout, the rest to stderr. `serve` and
`account` belong to the plugins and are found by their entry points.

    group      the command itself, the order of its commands, and where they are
    failure    the library's errors, in one line
    session    what all commands on a wiki share: the wiki, results
    pages      init
    window     open, close, status
    judgement  harvest, tag, route, review, evaluate, publish
    cycle      archive, and cycle: all of it
    sample     the sample conference inside of cycle
    texts      classify, explain
    demo       a wiki to look at
    german_help  what --help says in a German locale
"""

from familienkonferenz.bots.cli.group import main

__all__ = ["main"]
