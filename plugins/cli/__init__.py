"""The commands that run beside the wiki: `serve` and `account`.

They are the plugins' part of the command `konferenz`, which finds them by the entry points of the group
`familienkonferenz.commands`; bots and plugins never import each other. Errors are one line, exit code 2.

serving    serve
accounts   account
wiki       what these, and the commands of `upkeep`, share
"""

from .accounts import account
from .serving import serve

__all__ = ["account", "serve"]
