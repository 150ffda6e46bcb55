"""Reading fast: whole answers kept in each process, rendered bodies kept for all of them, and the server.

::

    request ─ front ─▶ a kept answer (visitors)             answers
                │
                └────▶ Flask, Moin ─ page ─▶ a kept body     bodies
                             └─ marks: may this answer be kept?
"""
