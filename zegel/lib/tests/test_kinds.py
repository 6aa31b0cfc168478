"""What a file is, whatever a device called it; the browser's twin is held to the same cases."""

import json
from pathlib import Path

import pytest

from zegel.lib.kinds import HEAD, file_type, misnamed

CASES = json.loads((Path(__file__).parents[3] / "vectors/files/kinds.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}-{case['head'][:12]!r}")
def test_content_comes_first_then_the_name_and_last_the_type(case):
    head = case["head"].encode("latin-1")[:HEAD]
    assert file_type(head, case["name"], case["declared"]) == case["type"]
    assert misnamed(head, case["name"]) == case["misnamed"]
