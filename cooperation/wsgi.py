"""WSGI entry point for gunicorn and other servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")
application = get_wsgi_application()


def warm() -> None:
    """Load before the first request what every page needs: templates, words, addresses.

    A server that loads the application before it forks does it once for all its workers, and
    nobody waits for it on the first page of the day. Template files that are broken fail here.
    """
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation

    from cooperation.freshness import release

    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(folder.rglob("*.html")):
            get_template(path.relative_to(folder).as_posix())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Overview")
    reverse("overview")
    release()
