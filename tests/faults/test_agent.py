"""The court's agent as a process, with a real ClamAV: what it finds reaches the sender, whatever is killed meanwhile."""

import io
import time
from email import message_from_bytes
from pathlib import Path

import pikepdf
import pytest

from zegel.client.demo_court.papers import paper
from zegel.client.sealed import File
from zegel.console.receiver import list_messages
from zegel.console.scanner import EICAR

from .court import SENDER, insist, wait_until

TEAM = "kortgeding@rechtbank-amsterdam.example"
PDF = "application/pdf"
GOOD = paper("Dagvaarding", ["Heden."])
VIRUS = bytes.fromhex(EICAR)


@pytest.fixture(scope="module", autouse=True)
def _with_an_agent(court):
    assert "agent" in court.children, "this machine has no clamd"


def with_password():
    sealed = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.save(sealed, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return sealed.getvalue()


def with_script():
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(made)
    return made.getvalue()


def send(sender, *contents, subject="C/13/756123"):
    files = [File(f"{n}_stuk_261121.pdf", PDF, content, 1) for n, content in enumerate(contents, 1)]
    sent = insist(
        lambda: sender.send(SENDER, [sender.box(TEAM)], subject=subject, text="Zie bijlage.", files=files)
    )
    return sent["submission"]["message"], sent["receipt"]


def told(sender, message):
    return insist(lambda: sender.session.call("GET", f"messages/{message}/verdicts"))


def wait_for_verdicts(sender, message, seconds=30):
    took = wait_until(lambda: told(sender, message)["waiting"] == [], seconds)
    return {verdict["file"]: verdict for verdict in told(sender, message)["verdicts"]}, took


def problem_mails(court, to):
    found = []
    for message in list_messages(court.inbox, limit=10_000):
        if to in message.to:
            mail = message_from_bytes((court.inbox / message.id).read_bytes())
            if "niet gebruiken" in str(mail["Subject"]) or "cannot use" in str(mail["Subject"]):
                found.append(mail)
    return found


def test_ecli_nl_hr_2024_570_who_files_an_unopenable_pdf_a_day_early_knows_it_while_there_is_time(court):
    """HR 12 April 2024, ECLI:NL:HR:2024:570: a PDF that nobody could open was filed in time, and nobody said so until
    the term had ended. Here: one day before the end of it the sender knows within seconds, in three places, and sends
    a good one; both moments of receipt stand."""
    lawyer = court.account(SENDER)
    message, receipt = send(lawyer, GOOD[: len(GOOD) // 3])
    verdicts, took = wait_for_verdicts(lawyer, message)
    assert (verdicts[1]["outcome"], verdicts[1]["findings"]) == ("bad", ["damaged"])
    assert took < 10
    wait_until(lambda: problem_mails(court, SENDER), 20)
    mail = problem_mails(court, SENDER)[-1]
    # What is in it, without the line between its parts, whose digits are drawn by lot.
    said = str(mail["Subject"]) + "".join(
        part.get_payload(decode=True).decode() for part in mail.walk() if not part.is_multipart()
    )
    assert "1_stuk" not in said
    assert "756123" not in said
    page = lawyer.session.http.get(f"/mail/messages/{message}")
    assert page.status_code == 200
    again, second = send(lawyer, GOOD)
    verdicts, _ = wait_for_verdicts(lawyer, again)
    assert (verdicts[1]["outcome"], verdicts[1]["pages"]) == ("good", 1)
    assert court.sql("SELECT received_at FROM mail_message WHERE id = %s", message)[0][0].isoformat()
    assert receipt["receivedAt"] < second["receivedAt"]
    print(f"unopenable: verdict after {took:.1f} s")


def test_what_is_found_is_said_file_by_file_and_nobody_has_read_the_message(court):
    lawyer = court.account(SENDER)
    message, _ = send(lawyer, GOOD, with_password(), with_script(), b"%PDF-1.7\n" + VIRUS)
    verdicts, _ = wait_for_verdicts(lawyer, message)
    assert [verdicts[n]["outcome"] for n in (1, 2, 3, 4)] == ["good", "bad", "doubtful", "bad"]
    assert verdicts[2]["findings"] == ["password"]
    assert verdicts[3]["findings"] == ["script"]
    assert "Eicar" in verdicts[4]["virus"]
    assert court.sql(
        "SELECT count(*) FROM mail_delivery WHERE message_id = %s AND role = 'recipient' AND opened_at IS NOT NULL",
        message,
    ) == [(0,)]


def test_without_a_scanner_a_verdict_waits_and_comes_when_it_is_back(court):
    lawyer = court.account(SENDER)
    court.scanner.end()
    try:
        message, _ = send(lawyer, GOOD)
        time.sleep(4)
        assert told(lawyer, message) == {"verdicts": [], "waiting": [1]}
    finally:
        court.scanner.start()
    verdicts, _ = wait_for_verdicts(lawyer, message, 40)
    assert verdicts[1]["outcome"] == "good"


def test_an_agent_killed_again_and_again_loses_nothing_and_says_nothing_twice(court):
    lawyer = court.account(SENDER)
    sent = [send(lawyer, GOOD, GOOD[:200], GOOD)[0] for _ in range(6)]
    for pause in (0.3, 0.9, 1.4, 0.6):
        time.sleep(pause)
        court.kill("agent")
        court.restart_agent()
    for message in sent:
        verdicts, _ = wait_for_verdicts(lawyer, message, 60)
        assert [verdicts[n]["outcome"] for n in (1, 2, 3)] == ["good", "bad", "good"]
    twice = "SELECT count(*), count(DISTINCT (delivery_id, attachment_id)) FROM mail_verdict"
    assert len(set(court.sql(twice)[0])) == 1
    rows = court.sql("SELECT count(*) FROM evidence_record WHERE event = 'mail.file.checked'")
    assert rows == court.sql("SELECT count(*) FROM mail_verdict")


def test_a_large_file_costs_the_agent_no_memory(court):
    """25 MB of pictures: the agent holds pieces of it, never the whole."""
    import os

    lawyer = court.account(SENDER)
    wait_until(lambda: court.sql("SELECT count(*) FROM mail_delivery WHERE unchecked > 0") == [(0,)], 60)
    large = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.Root.Weight = pdf.make_stream(os.urandom(25 * 2**20 - 100_000))
        pdf.save(large)
    before = peak(court)
    message, _ = send(lawyer, large.getvalue())
    verdicts, took = wait_for_verdicts(lawyer, message, 60)
    assert verdicts[1]["outcome"] == "good"
    grown = peak(court) - before
    assert grown < 15 * 1024, f"{grown} kB"
    print(f"25 MB: verdict after {took:.1f} s, {grown} kB more at its peak")


def peak(court):
    """The most memory the agent's own process ever had, in kB."""
    status = Path(f"/proc/{court.children['agent'].pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
