"""Receipts, and checking one."""

from django.urls import path

from zegel.portal.receipts import views

urlpatterns = [
    path("mail/messages/<uuid:key>/receipt.<slug:form>", views.receipt, name="receipt"),
    path(
        "g/<uuid:key>/messages/<uuid:message>/receipt.<slug:form>", views.guest_receipt, name="guest-receipt"
    ),
    path("verify", views.verify, name="verify"),
]
