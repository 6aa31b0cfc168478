"""Who takes part: a lawyer asks to go on on paper, the court refuses with a sealed reason, and who was replaced holds no key any more."""

import pytest
from playwright.sync_api import expect

from tests.journeys.cases import CLERK, DEFENDANT, running_case


@pytest.fixture(scope="module")
def case(court):
    with running_case(court) as made:
        yield made


def test_a_request_is_decided_with_a_reason_only_the_parties_can_read(court, case, visit):
    lawyer = visit()
    lawyer.log_in(DEFENDANT)
    page = lawyer.page
    lawyer.open(f"/cases/{case.id}/parties")
    lawyer.look("parties-mine")
    page.get_by_role("link", name="Op een andere manier meedoen").click()
    page.locator("label", has_text="Op papier, per post of aan de balie").click()
    lawyer.look("parties-channel")
    page.get_by_role("button", name="Vraag het de rechtbank").click()
    page.wait_for_url("**/requests/*")
    asked = page.url.rsplit("/", 1)[1]

    clerk = visit()
    clerk.log_in(CLERK)
    desk = clerk.page
    clerk.open(f"/cases/{case.id}/requests/{asked}")
    desk.get_by_label("Reden").fill("De zitting is morgen – ’t Hart, Őry.")
    clerk.look("parties-decide")
    desk.get_by_role("button", name="Weigeren").click()
    desk.wait_for_url("**/parties")
    told = desk.locator("[data-line-text]")
    expect(told).to_have_text("De sleutels van het dossier zijn bij de lezers van nu, en bij niemand anders")
    expect(desk.locator("main")).to_contain_text("Geweigerd")
    clerk.look("parties-court")

    lawyer.open(f"/cases/{case.id}/requests/{asked}")
    expect(page.locator("[data-reason]")).to_have_text("De zitting is morgen – ’t Hart, Őry.")
    lawyer.look("parties-decided")

    party = next(each["id"] for each in case.shown()["partyList"] if each["role"] == "defendant")
    clerk.open(f"/cases/{case.id}/parties/{party}/representative")
    clerk.look("parties-agent")
    desk.get_by_role("button", name="Niemand treedt meer op").click()
    desk.wait_for_url("**/parties")
    expect(told).to_have_text("De sleutels van het dossier zijn bij de lezers van nu, en bij niemand anders")
    for circle in case.shown()["circles"]:
        shown = case.clerk.session.call("GET", f"containers/{circle['container']}")
        assert (shown["renew"], shown["keyVersion"]) == (False, 2 if circle["kind"] == "open" else 1)
