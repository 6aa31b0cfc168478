"""Who has a link and no account."""

from django.urls import path

from zegel.portal.guests import views

urlpatterns = [
    path("g/<uuid:key>", views.landing, name="guest"),
    path("g/<uuid:key>/messages", views.messages, name="guest-messages"),
    path("g/<uuid:key>/messages/<uuid:message>", views.show, name="guest-message"),
    path("g/<uuid:key>/timeline", views.timeline, name="guest-timeline"),
    path("g/<uuid:key>/export", views.export, name="guest-export"),
    path("g/<uuid:key>/account", views.account, name="guest-account"),
    path("g/<uuid:key>/reply", views.reply, name="guest-reply"),
    path("g/<uuid:key>/leave", views.leave, name="guest-leave"),
]
