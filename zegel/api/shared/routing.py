"""Routers whose operations say whom they are for. One that says nothing is shut; `auth=` is nobody's to pass."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Router as NinjaRouter
from ninja.errors import AuthenticationError
from ninja.security.apikey import APIKeyCookie

from zegel.lib.moments import now
from zegel.web_session.access import Access, LoginNeeded, PageUnknown, access_of, check_access


class Router(NinjaRouter):
    """Ninja's router with the gate of this door before every operation: `@router.get(…)` above `@access(…)`."""

    def __init__(self, *, tags: list[str]) -> None:
        super().__init__(by_alias=True, tags=tags)

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **how: Any
    ) -> None:
        """Add an operation, with a gate by what its view says of its access."""
        super().add_api_operation(path, methods, view_func, **how | {"auth": _gate(access_of(view_func))})


class Gate(APIKeyCookie):
    """Checks the token of the page, because a session rests on a cookie; then whether the operation is for who asks."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, who: Access) -> None:
        self.who = who
        super().__init__()

    def authenticate(self, request: HttpRequest, key: str | None) -> bool:
        """Whether who asks may come in.

        Raises:
            AuthenticationError: nobody is logged in. Refusal: see `check_access`.
        """
        del key
        address = request.resolver_match.kwargs if request.resolver_match else {}
        try:
            check_access(request, self.who, address, now())
        except LoginNeeded as error:
            raise AuthenticationError from error
        except PageUnknown as error:
            raise Http404 from error
        return True


def _shut(_request: HttpRequest) -> bool:
    raise Http404


def _gate(who: Access | None) -> Callable[[HttpRequest], Any] | None:
    if who is None:
        return _shut
    return None if who is Access.SIGNED else Gate(who)


def operations(routers: Iterable[tuple[str, NinjaRouter]]) -> Iterator[tuple[str, Access | None]]:
    """Every operation as `METHOD path`, with what its view says of its access."""
    for prefix, router in routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                address = f"{prefix}/{path}".replace("uuidstr:", "").replace("int:", "").replace("slug:", "")
                yield f"{operation.methods[0]} {address.strip('/')}", access_of(operation.view_func)
