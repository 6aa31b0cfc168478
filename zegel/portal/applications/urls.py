"""Applying for a hearing."""

from django.urls import path

from zegel.portal.applications import views, without_account

urlpatterns = [
    path("apply", views.start, name="apply"),
    path("apply/urgent", views.urgent, name="apply-urgent"),
    path("apply/without-account", without_account.begin, name="apply-without-account"),
    path("g/<uuid:key>/apply", without_account.form, name="guest-apply"),
    path("mail/apply", views.new, name="apply-form"),
    path("mail/apply/orally", views.take_down, name="apply-orally"),
    path("mail/applications/<uuid:key>", views.draft, name="apply-draft"),
    path("mail/filings/<uuid:key>", views.received, name="filing-received"),
]
