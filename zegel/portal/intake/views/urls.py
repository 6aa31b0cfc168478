"""The intake of a court."""

from django.urls import path

from zegel.portal.intake.views import offices, queue

urlpatterns = [
    path("intake", queue.queue, name="intake"),
    path("intake/desks/<uuid:box>/offices", offices.offices, name="offices"),
    path("intake/<uuid:key>", queue.filing, name="intake-filing"),
]
