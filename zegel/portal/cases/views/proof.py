"""The proof of when an entry was made known (art. 1.9), to keep and to check without us."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zegel.casefile.errors import DocumentUnknown
from zegel.casefile.queries import proof_of_publication
from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import proof_file
from zegel.lib.moments import now
from zegel.portal.cases.views.case import reader_for
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def proof(request: HttpRequest, case: UUID, entry: UUID) -> HttpResponse:
    """What the log proves, for `zegel verify` and the page that does the same."""
    reader, _roles = reader_for(current_principal(request), case, now())
    try:
        told = proof_file(proof_of_publication(reader, entry))
    except DocumentUnknown as error:
        raise Http404 from error
    except ReceiptPending:
        page = render(
            request, "pages/receipt_pending.html", {"back": reverse("case", args=[case])}, status=202
        )
        page["Retry-After"] = "10"
        return page
    answer = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="bekendmaking-{entry}.json"'
    return answer
