"""A mailbox and its messages."""

from django.urls import path

from zegel.portal.mail.views import changes, folders, follow_up, message, search, timeline

urlpatterns = [
    path("start", folders.start, name="start"),
    path("mail", folders.first, name="mail"),
    path("mail/messages/<uuid:key>", message.show, name="message"),
    path("mail/messages/<uuid:key>/keep", follow_up.keep_it, name="keep"),
    path("mail/messages/<uuid:key>/hearing", follow_up.hearing, name="hearing"),
    path("mail/messages/<uuid:key>/withdraw", follow_up.take_back, name="withdraw"),
    path("mail/messages/<uuid:key>/timeline", timeline.timeline, name="timeline"),
    path("mail/messages/<uuid:key>/export", timeline.export, name="export"),
    path("mail/<uuid:box>/export", timeline.export_picked, name="export-picked"),
    path("mail/<uuid:box>/calls", follow_up.to_call, name="calls"),
    path("mail/<uuid:box>/calls/<uuid:call>", follow_up.called, name="called"),
    path("mail/<uuid:box>/tasks", folders.tasks, name="tasks"),
    path("mail/<uuid:box>/texts", folders.texts, name="texts"),
    path("mail/<uuid:box>/entries", changes.change, name="change-entries"),
    path("mail/<uuid:box>/undo", changes.take_back, name="undo-change"),
    path("mail/<uuid:box>/search", search.search, name="search"),
    path("mail/<uuid:box>/<slug:folder>", folders.folder, name="folder"),
]
