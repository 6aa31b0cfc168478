"""The log of outages, and what probes look at."""

from django.urls import path

from zegel.portal.outages import views

urlpatterns = [
    path("outages", views.outages, name="outages"),
    path("outages/<uuid:key>.json", views.proof, name="outage-proof"),
    path("health", views.health, name="health"),
]
