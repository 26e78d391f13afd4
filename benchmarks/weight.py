"""What the overview weighs on the wire."""

from __future__ import annotations

import re
from pathlib import Path

import brotli
from django.conf import settings

# The chart library's address stands in a data attribute: it is fetched once charts are near.
ASSET = re.compile(r'"(/static/[^"]+\.(?:css|js|svg|woff2))"')


def page_weight(html: bytes) -> dict[str, int]:
    """Bytes with brotli: the page and its assets without the chart library, and the library."""
    assets = sorted(set(ASSET.findall(html.decode())))
    sizes = {asset: _compressed(asset) for asset in assets}
    library = sum(
        size for asset, size in sizes.items() if "plotly" in asset and asset.endswith(".js")
    )
    page = len(brotli.compress(html))
    return {
        "html, uncompressed": len(html),
        "html": page,
        "without charts": page + sum(sizes.values()) - library,
        "with charts": page + sum(sizes.values()),
    }


def _compressed(asset: str) -> int:
    path = Path(settings.STATIC_ROOT) / asset.removeprefix("/static/")
    compressed = path.with_name(f"{path.name}.br")
    # What hardly shrinks is served as it is.
    return (compressed if compressed.exists() else path).stat().st_size
