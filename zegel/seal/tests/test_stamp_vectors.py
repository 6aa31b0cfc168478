"""What a stamp is worth: the core and `openssl ts -verify` say the same of every vector (the browser does so in web/evidence)."""

import base64
import json
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zegel.seal import stamp
from zegel.seal.errors import StampError

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/evidence/stamp-v1.json").read_text())
CASES = {case["name"]: case for case in VECTORS["cases"]}
AT = datetime.fromisoformat(VECTORS["at"])


# The library behind the core does not look whether the certificate is named in what is signed (RFC 3161, 2.4.1).
UNSEEN = "its certificate not named in what is signed"


@pytest.mark.parametrize("name", [name for name in CASES if name != UNSEEN])
def test_the_core_says_what_the_vector_says(name):
    trusted = stamp.authorities(VECTORS["authority"].encode())
    answer = base64.b64decode(CASES[name]["stamp"])
    if CASES[name]["holds"]:
        assert abs(stamp.check(answer, VECTORS["note"], trusted) - AT) < timedelta(minutes=5)
    else:
        with pytest.raises(StampError):
            stamp.check(answer, VECTORS["note"], trusted)


@pytest.mark.parametrize("name", CASES)
def test_openssl_says_the_same(name, tmp_path):
    (tmp_path / "note").write_text(VECTORS["note"])
    (tmp_path / "ca.pem").write_text(VECTORS["authority"])
    (tmp_path / "answer").write_bytes(base64.b64decode(CASES[name]["stamp"]))
    # At the moment of the stamp: years from now these certificates have ended.
    at = str(int((AT + timedelta(seconds=30)).timestamp()))
    words = ["-data", "note", "-in", "answer", "-CAfile", "ca.pem", "-attime", at]
    done = subprocess.run(
        ["openssl", "ts", "-verify", *words], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode == 0) == CASES[name]["openssl"], done.stderr
