"""The intake of a court."""

from django.urls import path

from zegel.portal.intake.views import offices, paper, queue

urlpatterns = [
    path("intake", queue.queue, name="intake"),
    path("intake/paper", paper.paper, name="intake-paper"),
    path("intake/desks/<uuid:box>/offices", offices.offices, name="offices"),
    path("intake/<uuid:key>", queue.filing, name="intake-filing"),
]
