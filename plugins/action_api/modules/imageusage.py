"""`list=imageusage`: the pages that show a file."""

from __future__ import annotations

from ..leading_here import PARAMETERS, LeadingHere
from ..module import Module
from ..parameters import flag

MODULE = Module(
    name="imageusage",
    help="Die Seiten, die eine Datei zeigen.",
    prefix="iu",
    parameters=(*PARAMETERS, flag("redirect", "Auch was auf Weiterleitungen dorthin verweist.")),
    find=LeadingHere("file").find,
)
