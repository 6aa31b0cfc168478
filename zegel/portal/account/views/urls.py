"""One's own account."""

from django.urls import path

from zegel.portal.account.views import (
    address,
    details,
    keys,
    notifications,
    security,
    security_stop,
    spare_key,
)

urlpatterns = [
    path("account", details.details, name="account"),
    path("account/key-events", details.key_events, name="key-events"),
    path("account/compare", details.compare, name="compare"),
    path("account/notifications", notifications.notifications, name="notifications"),
    path("account/address", address.address, name="address"),
    path("account/security/keep", security_stop.stop_own_reset, name="stop-reset"),
    path("stop", security_stop.stop, name="stop"),
    path("account/security", security.security, name="security"),
    path("account/password", keys.password, name="password"),
    path("account/recovery", keys.recovery, name="recovery"),
    path("account/recovery/escrow", spare_key.choose, name="escrow-choose"),
    path("account/afresh", keys.afresh, name="afresh"),
    path("account/older", keys.older, name="older"),
    path("account/closed", keys.closed, name="closed"),
    path("account/activity", security.activity, name="activity"),
]
