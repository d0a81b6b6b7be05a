"""The notes that a page shows once (“Saved.”): in a cookie that is bound to this host, or the session when too long."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage


class HostCookie(CookieStorage):
    """The cookie that no other host can set or read."""

    cookie_name = "__Host-messages" if settings.HTTPS else "messages"


class Notes(FallbackStorage):
    """As Django keeps them, but for the name of the cookie."""

    storage_classes = (HostCookie, *FallbackStorage.storage_classes[1:])
