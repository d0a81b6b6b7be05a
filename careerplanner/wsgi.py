"""The WSGI entry point that granian serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerplanner.settings")

application = get_wsgi_application()

import_module(settings.ROOT_URLCONF)  # else the first request imports all views
gc.collect()
gc.freeze()  # full collections pass over what stays for good: they used to stop a page for tens of milliseconds
gc.set_threshold(20_000, 20, 20)  # a page makes thousands of short-lived objects: look for cycles less often
