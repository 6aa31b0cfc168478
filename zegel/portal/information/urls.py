"""What anybody may read: help, privacy, the log."""

from django.urls import path

from zegel.portal.information.views import guidance, key_log, log, regulation, words

urlpatterns = [
    path("logo/<uuid:organisation>.png", guidance.logo, name="logo"),
    path("logo/<uuid:organisation>.css", guidance.accent, name="accent"),
    path("static/build/words/<path:path>", words.words, name="words"),
    path("checkpoint", log.checkpoint, name="checkpoint"),
    path("checkpoints", log.checkpoint, name="checkpoints"),
    path("tile/<path:path>", log.tile, name="tile"),
    path("log-key", log.keys, name="log-key"),
    path("log-key/changes", log.changes, name="log-key-changes"),
    path("keys/checkpoint", key_log.checkpoint, name="keys-checkpoint"),
    path("keys/policy", key_log.policy, name="keys-policy"),
    path("keys/tile/entries/<path:path>", key_log.entries, name="keys-entries"),
    path("keys/tile/<path:path>", key_log.tile, name="keys-tile"),
    path("keys/label-key", key_log.label_key, name="keys-label-key"),
    path("client-manifest", log.client, name="client-manifest"),
    path("stamp-authority", log.authority, name="stamp-authority"),
    path("help", guidance.help_page, name="help"),
    path("help/real", guidance.real, name="help-real"),
    path("regulation", regulation.versions, name="regulation"),
    path("accessibility", guidance.accessibility, name="accessibility"),
    path("privacy", guidance.privacy, name="privacy"),
]
