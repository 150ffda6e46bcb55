"""An account's preferences, as far as clients read them. Nobody sets any here: they are the same for all. Pure."""

from ..titles import MAIN, STORED

OPTIONS: dict[str, object] = {
    "ccmeonemails": 0, "cols": 80, "date": "default", "diffonly": 0, "disablemail": 0, "editfont": "monospace",
    "editondblclick": 0, "enotifminoredits": 0, "enotifrevealaddr": 0, "enotifusertalkpages": 1,
    "enotifwatchlistpages": 1, "fancysig": 0, "forceeditsummary": 0, "gender": "unknown", "hideminor": 0,
    "hidepatrolled": 0, "imagesize": 2, "language": "de", "minordefault": 0, "newpageshidepatrolled": 0,
    "nickname": "", "norollbackdiff": 0, "previewonfirst": 0, "previewontop": 1, "rcdays": 7, "rclimit": 50,
    "rows": 25, "showhiddencats": False, "shownumberswatching": 1, "showtoolbar": 1, "skin": "konferenz",
    "stubthreshold": 0, "thumbsize": 5, "timecorrection": "System|0", "underline": 2, "useeditwarning": 1,
    "watchcreations": 0, "watchdefault": 0, "watchdeletion": 0, "watchmoves": 0,
}  # fmt: skip
OPTIONS |= {f"searchNs{space.id}": int(space.id == MAIN) for space in STORED}
"""Where clients search unless they say otherwise."""
