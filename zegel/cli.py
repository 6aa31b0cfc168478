"""The `zegel` command: one word per house that offers something on the command line."""

import importlib
import sys

COMMANDS = {
    "age": "zegel.client.age",
    "agent": "zegel.agent.command",
    "client": "zegel.client.check_site",
    "probe": "zegel.client.probe",
    "law": "zegel.law.command",
    "monitor": "zegel.client.monitor",
    "verify": "zegel.client.verify",
    "witness": "zegel.witness.command",
    "demo": "zegel.console.demo",
    "manage": "zegel.config.manage",
}


def main() -> int:
    """Run `zegel WORD …`; the word's module has `main(argv) -> int`."""
    words = sys.argv[1:]
    if not words or words[0] not in COMMANDS:
        sys.stderr.write(f"usage: zegel {{{','.join(COMMANDS)}}} …\n")
        return 2
    module = importlib.import_module(COMMANDS[words[0]])
    return int(module.main(words[1:]))


if __name__ == "__main__":
    raise SystemExit(main())
