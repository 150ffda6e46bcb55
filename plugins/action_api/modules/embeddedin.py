"""`list=embeddedin`: the pages that show a page within them."""

from __future__ import annotations

from ..leading_here import PARAMETERS, LeadingHere
from ..module import Module

MODULE = Module(
    name="embeddedin",
    help="Die Seiten, die eine Seite als Vorlage benutzen.",
    prefix="ei",
    parameters=PARAMETERS,
    find=LeadingHere("embed").find,
)
