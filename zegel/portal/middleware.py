"""What every answer carries, whatever page it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivateResponses:
    """Nothing of a court lies in a shared cache or a browser's history cache (ASVS 5.0, 14.3.2)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
        )
        return response
