"""scu as a library: what `import scu` gives, and what it stands on.

`remote` is the server as a program sees it, `transfer` what store, get and move give. `settings` says how to associate,
`asking` makes a query of keys, and `sending` and `fetching` what a store, a get and a move are. All of them call what
the commands call.
"""

import logging

# Where a program has set up no logging, Python would write warnings to standard error.
logging.getLogger("scu").addHandler(logging.NullHandler())
