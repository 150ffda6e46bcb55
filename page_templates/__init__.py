"""The pages of a conference as wikitext: their texts, the templates they use, and how they are filled in."""
