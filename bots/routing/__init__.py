"""Who takes a matter up.

routes       its way: on the spot, then the Fachbereich, then outside
candidates   the bodies that might, and why
"""
