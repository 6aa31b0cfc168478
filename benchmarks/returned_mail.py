"""How much of a folder of returned mails is noticed: `python benchmarks/returned_mail.py FOLDER`.

The samples of flufl.bounce are in its source package, under tests/data.
"""

import sys
from collections import Counter
from pathlib import Path

from zegel.inbound_mail.reports import read_report


def main(folder: Path) -> None:
    """Count the verdicts, and name the mails that nothing was made of."""
    verdicts: Counter[str] = Counter()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".eml"}):
        found = read_report(path.read_bytes(), sender="")
        verdict = "ignored" if found is None else "reason read" if found.readable else "came back, not read"
        verdicts[verdict] += 1
        if verdict != "reason read":
            print(f"{verdict}: {path.name}")
    print(", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
