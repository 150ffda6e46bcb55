"""The wiki, met over HTTP.

port         reading and writing pages, by pywikibot
address      where the Action API is
login        the bots' password
"""
