"""Which of the files that packages ship are served: the few that pages use."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ShippedFiles(StaticFilesConfig):
    """Collect Bootstrap's and htmx's minified files and none of their maps and variants."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "*.rtl.*",
        "bootstrap.css",
        "bootstrap-*.css",
        "htmax*",
        "htmx-4*",
        "htmx-2.js",
        "ext",
    ]


class CollectedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed and compressed; links to source maps are left alone, because the maps are not collected."""

    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)
