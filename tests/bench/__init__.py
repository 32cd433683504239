"""How fast scu is beside other tools, in one run on one machine: `python -m tests.bench`, or `make bench`.

Every figure is that of a whole process with its peak memory. What is compared takes turns (A B A B …), so that a
machine that slows down slows both. Two sizes of each work tell the fixed cost (start-up, association) from the cost an
object. Ratios are what counts: seconds differ from machine to machine.
"""
