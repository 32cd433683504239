"""What scu calls itself to peers and in files (PS3.7 D.3.3.2, PS3.10 7.1)."""

from typing import Final

from scu import __version__

# A UID derived from a UUID (PS3.5 B.2): it needs no registered root.
CLASS_UID: Final = "2.25.149728556144136633944410307580207664640"
VERSION_NAME: Final = f"SCU_{__version__}"[:16]
