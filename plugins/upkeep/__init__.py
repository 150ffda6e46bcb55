"""Keeping a wiki in order: check and repair, back up and restore, take over another Moin wiki.

finding      what was found, and what kind of thing it is
expected     what stands in the catalogue for a revision, by its metadata
doctor       checks a wiki's database, row by row
repair       puts damaged rows aside and derives the rest anew
anew         derives everything into a copy and compares
fresh        a wiki's folder that appears whole or not at all
backup       one file with all that a wiki needs, and back
stock        an existing Moin 2 wiki, read
plan         what becomes of it here, decided before anything is written
files        what becomes of its pictures and other files
takeover     the plan, carried out
cli          the commands
"""
