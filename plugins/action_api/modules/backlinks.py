"""`list=backlinks`: the pages that link to a page."""

from __future__ import annotations

from ..leading_here import PARAMETERS, LeadingHere
from ..module import Module
from ..parameters import flag

MODULE = Module(
    name="backlinks",
    help="Die Seiten, die auf eine Seite verweisen.",
    prefix="bl",
    parameters=(*PARAMETERS, flag("redirect", "Auch was auf Weiterleitungen dorthin verweist.")),
    find=LeadingHere("link").find,
)
