"""The evaluation: who said the same, what is wanted where, what became of every contribution.

evaluate     the whole, as figures with the lists behind them
duplicates   contributions that say the same
likeness     how nearly two say the same in other words
synonyms     everyday words that mean the same
courtesies   greetings and the like, which say nothing of a matter
threads      a matter, who spoke for it and who against
needs        what is wanted, and in which Stadtteil
phrases      what a need is called
wishes       the thing a text asks for, in its writer's word
things       nouns, without those that everybody has in every sentence
keyphrases   what people name that no keyword foresaw
quotations   words short and safe enough to print
fate         what became of each contribution
"""
