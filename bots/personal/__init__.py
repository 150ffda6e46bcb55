"""Personal data in what people write.

search       all of it in a text
numbers      telephone, e-mail, IBAN, number plate
people       addresses where somebody lives, names
findings     what was found, where, and by which rule
"""
