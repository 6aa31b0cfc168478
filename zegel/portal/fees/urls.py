"""Court fees."""

from django.urls import path

from zegel.portal.fees import desk, tariffs, views

urlpatterns = [
    path("fees", desk.desks, name="fees-desks"),
    path("fees/desks/<uuid:box>", desk.desk, name="fees-desk"),
    path("fees/desks/<uuid:box>/lines", desk.line, name="fees-line"),
    path("fees/tariffs", tariffs.years, name="fees-tariffs"),
    path("fees/tariffs/<int:year>", tariffs.years, name="fees-tariff"),
    path("fees/<uuid:case>", views.fees, name="fees"),
    path("fees/<uuid:case>/note/<slug:kind>", views.note, name="fee-note"),
    path("fees/<uuid:case>/money", views.money, name="fee-money"),
    path("fees/<uuid:case>/notices/new/<uuid:party>.pdf", views.draft, name="fee-notice-draft"),
    path("fees/<uuid:case>/notices/<uuid:key>.pdf", views.notice, name="fee-notice"),
]
