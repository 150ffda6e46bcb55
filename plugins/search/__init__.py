"""German full text search: what stands on the wiki's pages, found by the words that people type.

::

    page ─ reading ─▶ text ─ german ─▶ terms ─ fulltext (FTS5) ◀─ query ◀─ what somebody typed
                                         └─ vocabulary, compounds ──┘
    outbox: what was saved ─▶ fulltext, within a second

`german`, `compounds`, `query` and `snippet` are pure; the index is derived and can be made anew at any time.
"""
