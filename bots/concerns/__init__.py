"""What a text wants: its kind, its topic and the planning aims it serves.

concern      all three, read together
signs        turns of phrase that tell what a sentence does
mentions     the things it speaks of, and how much each tells
leanings     how much a text leans to a label, with its words
kinds        Wunsch, Idee, Kritik, Anregung
topics       one topic
aims         any number of planning aims
"""
