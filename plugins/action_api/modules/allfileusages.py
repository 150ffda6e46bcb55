"""`list=allfileusages`: all files that pages show."""

from __future__ import annotations

from ..all_targets import AllTargets, parameters
from ..module import Module

_TARGETS = AllTargets("file", namespace=6)

MODULE = Module(
    name="allfileusages",
    help="Alle Dateien, die Seiten zeigen.",
    prefix="af",
    parameters=parameters(None),
    find=_TARGETS.find,
    generate=_TARGETS.generate,
)
