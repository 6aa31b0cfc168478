"""kill -9 between every two steps of file, register, place and notify: nothing lost, nothing doubled, no moment moved, and no
notification without its placement."""

import os
import pickle
import subprocess
import sys
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from tests.case_world import court_world
from tests.personas import AT, make_holder
from zegel.casefile.actions import answer_address
from zegel.casefile.models import DocketEntry, Publication
from zegel.casefile.queries import reader_of
from zegel.filing.actions import file, open_desk, place_filing, register_filing
from zegel.filing.models import Filing, IntakeItem
from zegel.filing.tests.test_channels import handed
from zegel.filing.tests.test_file_at_a_court import FACTS
from zegel.filing.tests.test_intake import NEW, placement
from zegel.notify.models import OutboundMail
from zegel.workers.reactions import react_to

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LATER = AT + timedelta(hours=1)

DRIVER = """
import os, pickle, signal, sys
import django
django.setup()
from django.db import connection
verb = pickle.load(open(sys.argv[1], "rb"))

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def killed_at(point):
    steps = 0
    def step():
        nonlocal steps
        steps += 1
        if steps == point:
            die()
    def statement(execute, sql, *rest):
        # Between two steps that write, every death leaves the same.
        if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
            step()
        return execute(sql, *rest)
    commit = connection._commit
    def committed():
        step()
        commit()
        # Durable from here on; nobody has been told.
        die()
    connection._commit = committed
    with connection.execute_wrapper(statement):
        verb()
    os._exit(9)

def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^(filing|casefile|proceedings|evidence|notify|procrastinate|mail|boxes)_'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = " UNION ALL ".join(
            f"SELECT '{name}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM \\"{name}\\" t" for name in tables
        )
        cursor.execute(rows)
        found = cursor.fetchall()
    connection.close()
    return sorted(found)

before, point = kept(), 0
while True:
    point += 1
    child = os.fork()
    if child == 0:
        killed_at(point)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        sys.exit(f"step {point} was not reached and the verb did not commit")
    if kept() != before:
        break
print(point)
"""


def kill_at_every_step(verb, tmp_path):
    """Runs a verb in processes that die at one step later each time, until one has died just after its commit. Every death before left
    the database, row for row, as if nothing had been asked. Gives how many deaths there were; reads are no steps."""
    told = tmp_path / "verb"
    told.write_bytes(pickle.dumps(verb))
    database = connection.settings_dict
    where = f"host={database['HOST']} user={database['USER']} dbname={database['NAME']}"
    surroundings = os.environ | {"ZEGEL_DATABASE": where}
    command = [sys.executable, "-c", DRIVER, str(told)]
    done = subprocess.run(command, env=surroundings, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return int(done.stdout)


@pytest.fixture
def court(transactional_db):
    with connection.cursor() as cursor:
        # Flushing between tests passes over tables that are not Django's.
        cursor.execute("DELETE FROM procrastinate_jobs")
    clerk = make_holder("Team kort geding", "griffie@court.example", kind="team", court=True)
    open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    return court_world(clerk, make_holder("mr. E. Eiser", "eiser@kantoor.example"))


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return cursor.fetchone()[0]


def test_what_is_killed_at_any_step_is_done_whole_or_not_at_all(court, tmp_path):
    given = handed(court.claimant, court.clerk, files=2)
    words = {"actor": court.claimant.principal, "handed": given, "facts": NEW}
    assert kill_at_every_step(partial(file, **words, at=AT), tmp_path) > 4
    # The client heard nothing and asks again an hour later: the same filing, with the moment it came.
    assert file(**words, at=LATER).at == AT
    filing = Filing.objects.get()
    assert IntakeItem.objects.get().at == AT

    new = court.new_case()
    recipient = next(circle.circle.recipient for circle in new.circles if circle.kind == "open")
    words = {
        "actor": court.clerk.principal, "filing": filing.pk, "new": new, "placement": placement(recipient),
    }  # fmt: skip
    assert kill_at_every_step(partial(register_filing, **words, at=LATER), tmp_path) > 8
    case, entry = register_filing(**words, at=LATER + timedelta(hours=1))
    assert (case.number[-6:], entry.filed_at, entry.placed_at) == ("000001", AT, LATER)

    for reader in (court.claimant, court.defendant):
        answer_address(
            actor=reader.principal,
            reader=reader_of(reader.principal, case.pk, LATER),
            mailbox=reader.box.pk,
            email=reader.box.address,
            at=LATER,
        )
    given = handed(court.claimant, court.clerk, files=1)
    second = file(actor=court.claimant.principal, handed=given, facts=FACTS, at=LATER).filing
    circle = case.circles.get(kind="open")
    where = placement(
        circle.container.recipient, 1, kind="conclusie", party=case.parties.get(number=1).pk, circle=circle.pk
    )
    words = {"actor": court.clerk.principal, "filing": second, "case": case.pk, "placement": where}
    OutboundMail.objects.all().delete()
    waiting = jobs()
    assert kill_at_every_step(partial(place_filing, **words, at=LATER), tmp_path) > 6
    _case, entry = place_filing(**words, at=LATER + timedelta(hours=1))
    assert (DocketEntry.objects.filter(filing=second).get(), entry.placed_at) == (entry, LATER)
    # One notification for each reader, and one job for each.
    publications = list(Publication.objects.filter(entry=entry))
    assert {row.mailbox_id for row in publications} == {court.claimant.box.pk, court.defendant.box.pk}
    assert sorted(OutboundMail.objects.values_list("ref", flat=True)) == sorted(
        row.pk for row in publications
    )
    assert jobs() == waiting + 2

    publication = publications[0]
    told = {"ref": str(publication.pk), "mail": str(publication.pk), "at": LATER.isoformat()}
    handed_over = partial(react_to, "notify.mail-handed-over", told, LATER + timedelta(minutes=1))
    assert kill_at_every_step(handed_over, tmp_path) > 1
    # The job runs again after the worker died: the moment of publication stays that of the hand-over (1.9).
    react_to(
        "notify.mail-handed-over",
        told | {"at": (LATER + timedelta(days=1)).isoformat()},
        LATER + timedelta(days=1),
    )
    publication.refresh_from_db()
    assert publication.made_known_at == LATER
