"""Who else uses a mailbox."""

from django.urls import path

from zegel.portal.delegation import views

urlpatterns = [
    path("account/delegates", views.delegates, name="delegates"),
    path("mail/<uuid:box>/members", views.team, name="team-members"),
]
