"""`scu`, and `python -m scu`."""

import sys


def main() -> None:
    """Run the command line. What a shell asks at each press of the Tab key is answered without loading it."""
    if sys.argv[1:] == ["completion", "--peers"]:
        from scu import config

        sys.stdout.writelines(f"{name}\n" for name in config.names())
        return
    from scu.cli import main as run

    run()


if __name__ == "__main__":
    main()
