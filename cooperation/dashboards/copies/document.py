"""A page rewritten so that it stands alone: what it loads goes inside, what leads away is cut."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

from cooperation.dashboards.copies import files

# Nothing may be asked of any network, whatever the page says.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "img-src data: blob:; form-action 'none'; base-uri 'none'"
)
# What a copy is good for without a server; everything else talks to one.
SCRIPTS = {"js/theme.js", "js/charts.js", "js/points.js", "js/print.js", "js/screen.js"}
CHARTS = "js/charts.js"
LIBRARY = ("vendor/plotly/plotly-basic.min.js", "vendor/plotly/plotly-locale-zh-cn.js")
# Left out with all that is in them: forms, and what is for a reader who is signed in.
DROPPED_TAGS = {"form", "noscript", "iframe", "object", "embed", "audio", "video"}
DROPPED_CLASSES = {"no-copy", "head-tools", "menu", "nav", "pagination", "page-tools", "skip"}
KEPT_BUTTONS = {"data-png", "data-screen", "data-print"}
VOID = {"meta", "link", "img", "br", "hr", "input", "source", "wbr", "col", "base", "area"}
Attributes = list[tuple[str, str | None]]


def one_file(html: str, banner: str) -> str:
    """The page with its styles, scripts and pictures inside and the banner on top."""
    copier = _Copier(banner)
    copier.feed(html)
    copier.close()
    return "".join(copier.parts)


def _tag(name: str, attributes: Attributes) -> str:
    texts = [name]
    for key, value in attributes:
        texts.append(key if value is None else f'{key}="{escape(value)}"')
    return f"<{' '.join(texts)}>"


def _without(attributes: Attributes, names: Iterable[str]) -> Attributes:
    names = set(names)
    return [(key, value) for key, value in attributes if key not in names]


class _Copier(HTMLParser):
    """Copies a page piece by piece; `parts` is what was written so far."""

    def __init__(self, banner: str):
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._banner = banner
        self._dropping: list[str] = []
        self._skip_script = False

    # --- what is copied as it is ------------------------------------------------------------

    def handle_decl(self, decl):
        self.parts.append(f"<!{decl}>")

    def handle_data(self, data):
        self._write(data)

    def handle_entityref(self, name):
        self._write(f"&{name};")

    def handle_charref(self, name):
        self._write(f"&#{name};")

    def handle_startendtag(self, tag, attrs):
        if tag in VOID:
            self.handle_starttag(tag, attrs)
        else:
            self._write(self.get_starttag_text())

    # --- elements ---------------------------------------------------------------------------

    def handle_starttag(self, tag, attrs):
        if self._dropping:
            if tag not in VOID:
                self._dropping.append(tag)
            return
        if self._is_dropped(tag, dict(attrs)):
            if tag not in VOID:
                self._dropping.append(tag)
            return
        rewrite = getattr(self, f"_{tag}", None)
        self.parts.append(rewrite(attrs) if rewrite else self.get_starttag_text())

    def handle_endtag(self, tag):
        if self._dropping:
            # A page of ours closes what it opens, but for list items and the like.
            while self._dropping and self._dropping.pop() != tag:
                pass
        elif tag == "script" and self._skip_script:
            self._skip_script = False
        else:
            self.parts.append(f"</{tag}>")

    def _is_dropped(self, tag: str, attributes: dict) -> bool:
        classes = set((attributes.get("class") or "").split())
        if tag == "button":
            return not KEPT_BUTTONS & set(attributes)
        return tag in DROPPED_TAGS or bool(classes & DROPPED_CLASSES)

    def _write(self, text: str) -> None:
        if not self._dropping:
            self.parts.append(text)

    # --- what is rewritten ------------------------------------------------------------------

    def _head(self, attrs: Attributes) -> str:
        policy = [("http-equiv", "Content-Security-Policy"), ("content", POLICY)]
        return _tag("head", attrs) + _tag("meta", policy)

    def _body(self, attrs: Attributes) -> str:
        return _tag("body", [*attrs, ("data-copy", "")]) + self._banner

    def _link(self, attrs: Attributes) -> str:
        given = dict(attrs)
        name = files.own_name(given.get("href") or "")
        if name is None:
            return ""
        if given.get("rel") == "stylesheet":
            kept = [(key, value) for key, value in attrs if key in ("id", "class", "media")]
            return f"{_tag('style', kept)}\n{files.style(name)}</style>"
        if given.get("rel") == "icon":
            return _tag("link", [*_without(attrs, ["href"]), ("href", files.picture(name))])
        return ""

    def _script(self, attrs: Attributes) -> str:
        given = dict(attrs)
        if "src" not in given:
            return _tag("script", attrs)
        self._skip_script = True
        name = files.own_name(given["src"] or "")
        if name not in SCRIPTS:
            return ""
        names = [*LIBRARY, name] if name == CHARTS else [name]
        return "".join(f"<script>{files.script(one)}</script>" for one in names)

    def _img(self, attrs: Attributes) -> str:
        name = files.own_name(dict(attrs).get("src") or "")
        if name is None:
            return ""
        return _tag("img", [*_without(attrs, ["src", "srcset"]), ("src", files.picture(name))])

    def _a(self, attrs: Attributes) -> str:
        """A link within the page stays; any other is plain text, an outer one with its address."""
        address = dict(attrs).get("href") or ""
        if address.startswith("#"):
            return _tag("a", attrs)
        kept = [
            (key, value)
            for key, value in attrs
            if key not in ("href", "target", "rel", "download") and not key.startswith("hx-")
        ]
        if address.startswith(("http://", "https://")):
            kept = [*_without(kept, ["title"]), ("title", address)]
        return _tag("a", kept)
