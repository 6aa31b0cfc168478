"""Addresses of the print queue."""

from django.urls import path

from zegel.portal.posting import views

urlpatterns = [
    path("post", views.queue, name="posting"),
    path("post/<uuid:party>/letter.pdf", views.letter, name="posting-letter"),
]
