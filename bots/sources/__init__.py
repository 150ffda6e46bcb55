"""Where contributions come from.

beitrag      pages `Beitrag/<n>`
talk         remarks on all talk pages, also when they are moved
remarks      what was said on one, by its history
discussion   its comments, by its text alone
signatures   who signed, when, and where in the line
keys         names and ids of what was said
topicwiki    what each person added to a topic wiki
passages     what was carried from one topic wiki to another
"""
