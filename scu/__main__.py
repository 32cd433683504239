"""`python -m scu`."""

from scu.cli import main

if __name__ == "__main__":
    main()
