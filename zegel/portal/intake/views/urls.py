"""The intake of a court."""

from django.urls import path

from zegel.portal.intake.views import queue

urlpatterns = [
    path("intake", queue.queue, name="intake"),
    path("intake/<uuid:key>", queue.filing, name="intake-filing"),
]
