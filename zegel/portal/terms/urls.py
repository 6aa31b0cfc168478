"""The deadline calculator."""

from django.urls import path

from zegel.portal.terms import views

urlpatterns = [
    path("terms", views.calculator, name="terms"),
    path("terms.ics", views.calendar_file, name="terms-ics"),
]
