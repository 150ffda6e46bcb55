"""Which Stadtteile a text is about.

tags         the answer: Stadtteile, each with its words, its rule and how sure it is
names        what the city's places are called, every spelling
gazetteer    where those names stand in a text
name_forms   names cut short, or with a slip of the pen
name_sounds  names written as they are heard
evidence     what a name is worth as a place, by the words around it
around       the questions that can be asked of those words
bearers      people, firms and clubs that bear the name
company      what the places of a text say of one another
abroad       whether the text speaks of another town
aside        places named in passing
examples     places that stand for any place
visits       places where one only goes
"""
