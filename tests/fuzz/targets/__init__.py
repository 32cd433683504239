"""Everything that reads bytes of a peer, by module: each has `TARGETS`."""
