"""Talk pages of any wiki, in any language, as they are rendered.

items        its headings and comments, in threads
page         a page read from top to bottom
marks        what an element is to such a reader
nodes        a page as a tree, and ways through it
stamps       times beneath signatures, as the wiki writes them
accounts     whose account a link names
"""
