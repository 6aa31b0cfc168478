"""What is typed before a page's script has arrived stays on the page: no form of a script can be sent without it."""

import re
from pathlib import Path

import zegel.portal

FORMS = [
    (path.name, tag)
    for path in sorted(Path(zegel.portal.__file__).parent.rglob("templates/**/*.html"))
    for tag in re.findall(r"<form\b[^>]*>", path.read_text())
]


def test_every_form_says_where_it_goes():
    # Without a method a browser sends the fields in the address: a note, or the access code of a guest.
    assert len(FORMS) > 50
    assert not [form for form in FORMS if 'method="' not in form[1]]


def test_what_a_guest_or_a_team_types_goes_nowhere_by_itself():
    kept = [tag for _, tag in FORMS if 'method="dialog"' in tag]
    assert len(kept) > 20
    assert not [tag for tag in kept if "action=" in tag]
    assert all(
        any(name in tag for tag in kept) for name in ("data-note-form", 'data-form="code"', "data-code-form")
    )
