"""The window of the conference, as the wiki's parts know it."""

from familienkonferenz.page_templates.window import PAGE, Phase, Window, WindowError

__all__ = ["PAGE", "Phase", "Window", "WindowError"]
