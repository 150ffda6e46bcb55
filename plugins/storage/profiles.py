"""Profiles of accounts, read straight from the database: each request of somebody who is signed in begins with one."""

from __future__ import annotations

import json
from typing import Any

from moin import current_app, user
from moin.constants.keys import ITEMID
from moin.constants.namespaces import NAMESPACE_USERPROFILES
from moin.storage.error import NoSuchItemError


class Profile(user.UserProfile):  # type: ignore[misc]
    """Moin's profile; one that is asked for by its item id is found without the index."""

    def load(self, **asked: Any) -> None:
        """Load the profile with these values. Raises `NoSuchItemError`."""
        database = getattr(current_app.storage, "database", None)
        if database is None or asked.keys() != {ITEMID}:
            super().load(**asked)
            return
        row = database.one(
            "select meta from stored where backend = ? and item_id = ? order by number desc limit 1",
            NAMESPACE_USERPROFILES, asked[ITEMID],
        )  # fmt: skip
        if row is None:
            raise NoSuchItemError(asked[ITEMID])
        self._meta = json.loads(row["meta"])
        self._stored, self._changed = True, False


def install() -> None:
    """Put it where Moin's accounts look for it."""
    user.UserProfile = Profile
