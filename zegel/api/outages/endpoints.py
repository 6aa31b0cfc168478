"""What probes report; their signature is what lets them in, not a session."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zegel.api.outages.schemas import OutageReportIn
from zegel.api.shared.routing import Router
from zegel.lib.moments import now
from zegel.outages.actions import record_report
from zegel.web_session.access import Access, access

router = Router(tags=["outages"])


@router.post("reports", response={204: None})
@access(Access.SIGNED)
def report(request: HttpRequest, body: OutageReportIn) -> HttpResponse:
    """Publish an outage, or its end."""
    del request
    record_report(body=body.report, signature=body.signature, probes=settings.ENVIRONMENT.probes, at=now())
    return HttpResponse(status=204)
