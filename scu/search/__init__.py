"""One find answered by several queries: level by level, or in pieces of its dates. No socket: who asks is given."""
