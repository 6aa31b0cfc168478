"""Hearings, for the court."""

from django.urls import path

from zegel.portal.hearings import views

urlpatterns = [
    path("hearings", views.day, name="hearings"),
    path("hearings/<uuid:case>", views.sheet, name="hearing-sheet"),
]
