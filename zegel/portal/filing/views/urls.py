"""Filing at a court, and the paper that follows."""

from django.urls import path

from zegel.portal.filing.views import assistant, paper_follow_up

urlpatterns = [
    path("file", assistant.start, name="file"),
    path("file/rules", assistant.explained, name="file-rules"),
    path("mail/file", assistant.compose, name="file-compose"),
    path("mail/messages/<uuid:key>/cover.pdf", paper_follow_up.cover, name="cover"),
    path("mail/<uuid:box>/paper", paper_follow_up.tasks, name="paper"),
    path("desk", paper_follow_up.desk, name="desk"),
    path("desk/<slug:number>", paper_follow_up.desk_filing, name="desk-filing"),
]
