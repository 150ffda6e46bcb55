"""The conference as static files.

build        every page as a file, links made relative
html         a page's content: plain HTML that asks nobody
paths        where a page lies
names        what a page is called
files        the pictures and documents that come along
inert        whether a drawing does nothing when it is opened
style        the stylesheet
"""
