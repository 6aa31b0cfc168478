"""Writing a message."""

from django.urls import path

from zegel.portal.compose import views

urlpatterns = [
    path("mail/new", views.new, name="compose"),
    path("mail/drafts/<uuid:key>", views.draft, name="draft"),
    path("mail/messages/<uuid:key>/reply", views.reply, name="reply"),
]
