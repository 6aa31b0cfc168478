"""The planner of a court."""

from django.urls import path

from zegel.portal.planner.views import calendar, case, desk, requests, waiting

urlpatterns = [
    path("calendar", calendar.page, name="calendar"),
    path("calendar/<str:secret>.ics", calendar.feed, name="calendar-feed"),
    path("planner", waiting.waiting, name="planner"),
    path("planner/desks/<uuid:box>", desk.desk, name="planner-desk"),
    path("planner/<uuid:case>", case.plan, name="planner-case"),
    path("planner/<uuid:case>/request", requests.decide, name="planner-request"),
    path("planner/<uuid:case>/letter.pdf", case.letter, name="planner-letter"),
]
