"""Everything that runs inside the wiki engine."""
