"""Hostile and broken bytes: targets, two engines, and a corpus. `python -m tests.fuzz --help`."""
