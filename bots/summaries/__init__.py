"""The pages that the bots keep.

pages         all of them
summary       one: its section, and how the page begins
overview      the whole in tables, and the kinds
views         topics, aims, Stadtteile
needs         their rows on needs
proof         one row for every contribution
requests      what a body is asked
review        what waits for moderators, and what people corrected
status        the section on a contribution's own page
status_parts  places, way and fate of it, written alone
links         pointing to contributions
"""
