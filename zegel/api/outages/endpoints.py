"""What probes report; their signature is what lets them in, not a session."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from zegel.api.outages.schemas import OutageReportIn
from zegel.lib.moments import now
from zegel.outages.actions import record_report

router = Router(by_alias=True, tags=["outages"])


@router.post("reports", auth=None, response={204: None})
def report(request: HttpRequest, body: OutageReportIn) -> HttpResponse:
    """Publish an outage, or its end."""
    del request
    record_report(body=body.report, signature=body.signature, probes=settings.ENVIRONMENT.probes, at=now())
    return HttpResponse(status=204)
