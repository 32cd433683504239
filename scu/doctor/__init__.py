"""`scu doctor`: a connection looked at stage by stage, until it is known what is wrong, and who must mend it.

A check is a function of the `Case`. It returns what it found; an error that it raises is a finding too.
"""
