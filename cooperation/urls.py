"""All addresses. Sectors hang below their slug; the core does not know their names."""

from django.contrib import admin
from django.urls import include, path

from cooperation.dashboards.reconciliation.urls import reconciliation_urls
from cooperation.dashboards.sectors import sector_home
from cooperation.health import healthz
from cooperation.ledgers.urls import sector_patterns

urlpatterns = [
    path("", include("cooperation.dashboards.urls")),
    path("", include("cooperation.meetings.urls")),
    path("accounts/", include("cooperation.accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
]
urlpatterns += sector_patterns(home=sector_home, beside=reconciliation_urls)

handler400 = "cooperation.errors.bad_request"
handler403 = "cooperation.errors.permission_denied"
handler404 = "cooperation.errors.not_found"
handler500 = "cooperation.errors.server_error"
