"""German words in running text: cut, folded, stemmed, and found again.

words        a text cut into words, with their stems and places
keywords     many words found at once, in every form and inside compounds
kept         what is known of a word, worked out once
first_names  names that make the name of a Stadtteil a surname
"""
