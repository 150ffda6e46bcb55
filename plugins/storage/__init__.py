"""Where revisions are written and looked up: the catalogue, the gate at the store, the one way to save."""
