"""Complete retrieval: what a server holds, what of it is still to be fetched, and whether all of it came.

Before a get or a move, C-FIND tells which objects there are; afterwards, whether they are here. Between the two a
request may be split into parts, so that what goes wrong with one costs the others nothing.
"""
