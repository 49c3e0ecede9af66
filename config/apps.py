from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ConfigConfig(AppConfig):
    name = "config"
    default = True


class StaticFiles(StaticFilesConfig):
    """Of the npm packages only what pages load is collected: the rest costs time, and some of it does not resolve."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("ext", "htmx.js", "htmx.[ace]*", "*.gz", "htmx-[0-9]*", "htmax-*"),
        *("bootstrap-*", "bootstrap.rtl.*", "bootstrap.css*"),
        *("*-cyrillic-*", "*-greek-*", "*-vietnamese-*", "*-opsz-*", "*-standard-*", "*-italic.woff2"),
    ]
