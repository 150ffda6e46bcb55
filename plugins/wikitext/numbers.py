"""Numbers as German has them: `1.234,5`. Pure."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>\d{0,300})(?:\.(?P<part>\d*))?")
_GERMAN_NUMBER = re.compile(r"-?[\d.]+(?:,\d*)?")


def formatted_number(number: str) -> str:
    """`1234.5` as `1.234,5`; what is no number as it is."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return number
    grouped = f"{int(found['whole'] or 0):,}".replace(",", ".") if len(found["whole"]) > 3 else found["whole"]
    sign = found["sign"].replace("-", "\u2212")
    return sign + grouped + ("," + found["part"] if found["part"] is not None else "")


def plain_number(number: str) -> str:
    """`1.234,5` as `1234.5`."""
    return number.replace(".", "").replace(",", ".") if _GERMAN_NUMBER.fullmatch(number) else number
