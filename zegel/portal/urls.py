"""The pages: every address a person can type."""

from django.urls import path

from zegel.portal.views import account, compose, folders, guest, information, message, receipt, session, terms

urlpatterns = [
    path("", session.home, name="home"),
    path("login", session.login, name="login"),
    path("logout", session.logout, name="logout"),
    path("language", session.language, name="language"),
    path("account", account.details, name="account"),
    path("logo/<uuid:organisation>.png", information.logo, name="logo"),
    path("logo/<uuid:organisation>.css", information.accent, name="accent"),
    path("mail", folders.first, name="mail"),
    path("mail/new", compose.new, name="compose"),
    path("mail/drafts/<uuid:key>", compose.draft, name="draft"),
    path("mail/messages/<uuid:key>", message.show, name="message"),
    path("mail/messages/<uuid:key>/receipt.<slug:form>", receipt.receipt, name="receipt"),
    path("mail/messages/<uuid:key>/reply", compose.reply, name="reply"),
    path("mail/<uuid:box>/tasks", folders.tasks, name="tasks"),
    path("mail/<uuid:box>/entries", folders.change, name="change-entries"),
    path("mail/<uuid:box>/<slug:folder>", folders.folder, name="folder"),
    path("g/<uuid:key>", guest.landing, name="guest"),
    path("g/<uuid:key>/messages", guest.messages, name="guest-messages"),
    path("g/<uuid:key>/messages/<uuid:message>", guest.show, name="guest-message"),
    path(
        "g/<uuid:key>/messages/<uuid:message>/receipt.<slug:form>",
        receipt.guest_receipt,
        name="guest-receipt",
    ),
    path("g/<uuid:key>/reply", guest.reply, name="guest-reply"),
    path("g/<uuid:key>/leave", guest.leave, name="guest-leave"),
    path("checkpoints", receipt.checkpoints, name="checkpoints"),
    path("log-key", receipt.log_key, name="log-key"),
    path("help", information.help_page, name="help"),
    path("help/real", information.real, name="help-real"),
    path("accessibility", information.accessibility, name="accessibility"),
    path("privacy", information.privacy, name="privacy"),
    path("terms", terms.calculator, name="terms"),
    path("terms.ics", terms.calendar_file, name="terms-ics"),
]
