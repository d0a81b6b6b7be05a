"""Which of the files that packages ship are served: the few that pages use."""

from django.contrib.staticfiles.apps import StaticFilesConfig


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
