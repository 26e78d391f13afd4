"""The pages that are looked at: by the sweep over all pages and by the picture taker."""

REAL = "programme=zs-lps-2021"
SAMPLE = "programme=sample-city"

PAGES = {
    "overview": f"/?{REAL}&year=2023&through=12",
    "overview-sample": f"/?{SAMPLE}",
    "pairings": f"/pairings/?{SAMPLE}",
    "pairing": f"/pairings/xiaolan-panzhou/?{REAL}",
    "pairing-sample": f"/pairings/xiaolan-panzhou/?{SAMPLE}",
    "indicators": f"/indicators/?{SAMPLE}",
    "indicator": f"/indicators/labor.east_jobs/?{REAL}",
    "indicator-sample": f"/indicators/labor.east_jobs/?{SAMPLE}",
    "changes": f"/changes/?{REAL}&year=2023&through=12&since=2023-07-01",
    "changes-sample": f"/changes/?{SAMPLE}&since=last-meeting",
    "compare": f"/compare/?{REAL}",
    "compare-sample": f"/compare/?{SAMPLE}",
    "pairing-village": f"/pairings/sansha-elike/?{REAL}",
    "screen": f"/screen/?{SAMPLE}",
    "show": f"/screen/?{SAMPLE}&play=1&slide=summary&slide=table",
    "explain": f"/explain/labor.east_jobs/whole/?{REAL}",
    "explain-sample": f"/explain/consumption.purchases/xiaolan-panzhou/?{SAMPLE}",
    "reports": f"/reports/?{SAMPLE}",
    "meetings": f"/meetings/?{SAMPLE}",
    "meetings-none": f"/meetings/?{REAL}",
    "activities": f"/activities/?{REAL}",
    "labor": f"/labor/?{SAMPLE}",
    "batches": f"/labor/batches/?{SAMPLE}",
    "industry": f"/industry/?{SAMPLE}",
    "projects": f"/industry/projects/?{SAMPLE}",
    "consumption": f"/consumption/?{SAMPLE}",
    "purchases": f"/consumption/purchases/?{SAMPLE}",
    "reconciliation": f"/consumption/reconciliation/?{SAMPLE}",
    "support": f"/support/?{SAMPLE}",
    "password": "/accounts/password/",
    "admin": "/admin/",
    "checks": "/admin/monthly/checks/",
}
WIDTHS = {1440: 900, 390: 844}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
