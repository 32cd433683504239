"""The servers that the tests talk to: real ones, recording ones and misbehaving ones."""
