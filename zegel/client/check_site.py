"""`zegel client check URL`: hold what a running site gives to browsers against its manifest, its log, and a build of one's own.

Exit codes: 0 they agree, and the log has it under a key that was given; 1 something differs, or cannot be read; 2 nothing was proved:
no key was given, the log has not taken it in yet, too few witnesses of the policy given had cosigned, or the command was called wrongly.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

from zegel.client.verify_options import add_keys, add_policy
from zegel.client.verify_source import Source, SourceError
from zegel.client.verify_trust import NotProved, Trust
from zegel.seal.client_manifest import EVENT, is_program, read
from zegel.seal.errors import CheckpointError, SealError
from zegel.seal.proof import verify

PAGES: Final = ("", "login", "register", "verify", "help")
"""Pages that everybody may open; each page of the product takes its programs the same way."""

_DATA: Final = frozenset({"application/json", "application/ld+json"})

type Fetch = Callable[[str], bytes | None]


def main(argv: Sequence[str]) -> int:
    """Check one site; gives the exit code (see above)."""
    parser = argparse.ArgumentParser(prog="zegel client", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("what", choices=["check"])
    parser.add_argument("url", help="the address of the site")
    add_keys(parser)
    add_policy(parser)
    parser.add_argument("--build", type=Path, metavar="DIR", help="zegel/portal/static of a build of your own")  # fmt: skip
    try:
        options = parser.parse_args(argv)
        lines = options.key_file.read_text().split("\n") if options.key_file else []
        told = options.policy.read_text() if options.policy else ""
        trust = Trust.read([*options.key, *filter(str.strip, lines)], told)
    except SystemExit as stop:
        return 2 if stop.code else 0
    except (OSError, ValueError, CheckpointError) as error:
        sys.stderr.write(f"no key or policy: {error}\n")
        return 2
    try:
        said = check(Source(options.url).read, trust, _built(options.build) if options.build else None)
    except NotProved as lack:
        sys.stdout.write(f"not proved: {lack}.\n")
        return 2
    except (SealError, SourceError, OSError, ValueError) as error:
        sys.stdout.write(f"{error}.\n")
        return 1
    sys.stdout.write(f"{said}.\n")
    return 0


class SiteDiffers(SealError):
    """What a site gives to browsers is not what it or its log says; the message names each difference."""

    code = "client-differs"


def check(fetch: Fetch, trust: Trust, build: Mapping[str, bytes] | None = None) -> str:
    """What was found, in a sentence. `fetch` gives what lies at a path of the site; `build` are files by their paths below /static/.

    Raises:
        SiteDiffers, or what `seal.proof.verify` raises; SourceError; NotProved: all agrees, but the log's word is missing, or that of witnesses.
    """
    told = json.loads(fetch("client-manifest") or b"null")
    if not isinstance(told, dict) or not isinstance(told.get("manifest"), str):
        raise SiteDiffers("the site has no manifest")
    manifest = told["manifest"].encode()
    files = read(manifest)
    wrong = [
        *_files(fetch, files),
        *_pages(fetch, files),
        *(_build(build, files) if build is not None else ()),
    ]
    if wrong:
        raise SiteDiffers("; ".join(wrong))
    agreed = f"{len(files)} scripts and styles are what the manifest says"
    if told.get("proof") is None:
        raise NotProved(f"{agreed}, but the log has no record of it yet")
    proof = verify(str(told["proof"]).encode(), *trust.keys)
    digest = hashlib.sha256(manifest).hexdigest()
    if not any(record.event == EVENT and record.facts.get("manifest") == digest for record in proof.records):
        raise SiteDiffers("the log recorded another manifest than the site shows")
    return trust.weigh(f"{agreed}, and the log {proof.origin} has that manifest", proof.note, proof.key)


def _files(fetch: Fetch, files: Mapping[str, str]) -> Iterator[str]:
    for path, digest in files.items():
        found = fetch(f"static/{path}")
        if found is None or hashlib.sha256(found).hexdigest() != digest:
            yield f"{path} is {'missing' if found is None else 'another file'}"


def _build(build: Mapping[str, bytes], files: Mapping[str, str]) -> Iterator[str]:
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in build.items()}
    for path in sorted(sums.keys() | files.keys()):
        if sums.get(path) != files.get(path):
            yield f"{path} is not as in your build"


def _pages(fetch: Fetch, files: Mapping[str, str]) -> Iterator[str]:
    """Programs on pages that the manifest does not name."""
    known = set(files.values())
    for page in PAGES:
        reader = _Programs()
        reader.feed((fetch(page) or b"").decode(errors="replace"))
        yield from (f"/{page} has a script of its own" for _ in range(reader.inline))
        for address in reader.addresses:
            path = urlsplit(urljoin(f"/{page}", address))
            if path.netloc or path.scheme:
                yield f"/{page} takes {address} from elsewhere"
                continue
            content = fetch(path.path.removeprefix("/"))
            if content is None or hashlib.sha256(content).hexdigest() not in known:
                yield f"/{page} takes {address}, which the manifest does not name"


class _Programs(HTMLParser):
    """Which scripts and styles a page takes."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what runs or draws."""
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.addresses.append(given["src"] or "")
        elif tag == "script" and given.get("type") not in _DATA:
            self.inline += 1
        elif tag == "link" and {"stylesheet", "modulepreload"} & set((given.get("rel") or "").split()):
            self.addresses.append(given.get("href") or "")


def _built(folder: Path) -> dict[str, bytes]:
    """The scripts and styles of a folder, by their paths in it."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    paths = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path.read_bytes() for name, path in paths.items() if is_program(name)}
