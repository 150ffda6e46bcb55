"""Histories of pages: who wrote which words, and when.

revisions    a revision, the noun of all this
export       revisions read from MediaWiki's XML, as a stream
tokens       the tokens of a text, and which came from an earlier one
matching     which tokens of a new text are old ones
provenance   who wrote each token, who took it out or put it back
upheavals    what each revision did to its page: edit, reset, vandalism, revert
lineage      lines of a page, made of tokens
closing      what counts when the window closes
"""
