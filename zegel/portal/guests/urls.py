"""Who has a link and no account."""

from django.urls import path

from zegel.portal.guests import views
from zegel.portal.shared.changed_links import BEHIND

urlpatterns = [
    path("g/<uuid:key>", views.landing, name="guest"),
    # Link scanners write %23 for the #, and people copy what stands behind a link.
    path(f"g/<uuid:key><{BEHIND}:rest>", views.changed_link, name="guest-changed"),
    path("g/<uuid:key>/messages", views.messages, name="guest-messages"),
    path("g/<uuid:key>/messages/<uuid:message>", views.show, name="guest-message"),
    path("g/<uuid:key>/timeline", views.timeline, name="guest-timeline"),
    path("g/<uuid:key>/export", views.export, name="guest-export"),
    path("g/<uuid:key>/account", views.account, name="guest-account"),
    path("g/<uuid:key>/reply", views.reply, name="guest-reply"),
    path("g/<uuid:key>/leave", views.leave, name="guest-leave"),
]
