"""What the word index of a mailbox costs: bytes a message, making it, opening it, searching it; in Node, without the network. Times are of the processor.

    .venv/bin/python benchmarks/words.py [--messages 20000] [--words 180] [--letters 250]

The letters are made up: `--words` words on average, drawn from 40,000 by Zipf's law, with some that no other letter has. `--letters` are
really sealed, to measure what opening one takes; the rest begin as text. The script is the browser's own (web/seal).
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=180)
    parser.add_argument("--letters", type=int, default=250)
    asked = parser.parse_args()
    script = ["node", "--no-warnings", str(HERE / "words.ts")]
    return subprocess.run([*script, *map(str, vars(asked).values())], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
