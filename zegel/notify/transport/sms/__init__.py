"""SMS providers: one small class per documented HTTP API, chosen by `ZEGEL_SMS`."""

from zegel.notify.transport.sms.provider import Provider, ProviderError, parse_provider

__all__ = ["Provider", "ProviderError", "parse_provider"]
