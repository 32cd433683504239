"""Whether scu keeps its footing in the long run: `python -m tests.soak`, or `make soak`.

A hundred thousand objects by store, get and move on one association each, a thousand associations one after the other,
and more side by side than are allowed. What is looked at is not speed, but whether memory stays flat, every descriptor
and thread is given back, and every object is there and equal at the end. The tests run the same, smaller.
"""
