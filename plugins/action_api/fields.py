"""The fields of a request, by name. Pure.

Of what comes twice the last counts, as in PHP. Bytes that are no UTF-8 become lone surrogates, which no text has, so
that `parameters.py` replaces them and says so.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"


def fields(encoded: bytes) -> dict[str, str]:
    """The fields of a form or of an address behind its question mark.

    >>> fields(b"titles=A%20B&titles=C%ffD")
    {'titles': 'C\\udcffD'}
    """
    text = encoded.decode("utf-8", "surrogateescape")
    return dict(parse_qsl(text, keep_blank_values=True, errors="surrogateescape"))
