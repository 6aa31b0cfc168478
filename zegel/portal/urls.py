"""The pages: every address a person can type, area by area."""

from zegel.portal.account.views import urls as account
from zegel.portal.applications import urls as applications
from zegel.portal.cases.views import urls as cases
from zegel.portal.compose import urls as compose
from zegel.portal.delegation import urls as delegation
from zegel.portal.fees import urls as fees
from zegel.portal.filing.views import urls as filing
from zegel.portal.guests import urls as guests
from zegel.portal.hearings import urls as hearings
from zegel.portal.information import urls as information
from zegel.portal.intake.views import urls as intake
from zegel.portal.judgments import urls as judgments
from zegel.portal.mail.views import urls as mail
from zegel.portal.organisation.views import urls as organisation
from zegel.portal.outages import urls as outages
from zegel.portal.parties.views import urls as parties
from zegel.portal.planner.views import urls as planner
from zegel.portal.posting import urls as posting
from zegel.portal.professional_register.views import urls as professional_register
from zegel.portal.receipts import urls as receipts
from zegel.portal.session.views import urls as session
from zegel.portal.sign_up import urls as sign_up
from zegel.portal.terms import urls as terms

# The folders of a mailbox take any name under its address, so what other areas have there goes before `mail`.
urlpatterns = [
    *session.urlpatterns,
    *sign_up.urlpatterns,
    *account.urlpatterns,
    *delegation.urlpatterns,
    *organisation.urlpatterns,
    *professional_register.urlpatterns,
    *filing.urlpatterns,
    *applications.urlpatterns,
    *compose.urlpatterns,
    *cases.urlpatterns,
    *hearings.urlpatterns,
    *parties.urlpatterns,
    *fees.urlpatterns,
    *judgments.urlpatterns,
    *intake.urlpatterns,
    *planner.urlpatterns,
    *posting.urlpatterns,
    *receipts.urlpatterns,
    *mail.urlpatterns,
    *guests.urlpatterns,
    *outages.urlpatterns,
    *information.urlpatterns,
    *terms.urlpatterns,
]
