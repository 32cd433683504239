"""Completions and man pages, generated from the command tree and from the texts here.

`python -m tools.pages` writes all that is generated; with `--check` it tells what is no longer true.
"""
