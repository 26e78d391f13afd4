"""The product's settings with one text more in the list of sectors."""

from pathlib import Path

import cooperation

_path = Path(cooperation.__file__).with_name("settings.py")
_text = _path.read_text(encoding="utf-8")
_line = 'SECTORS = ["labor", "industry", "consumption"]'
assert _text.count(_line) == 1
__file__ = str(_path)
exec(compile(_text.replace(_line, _line[:-1] + ', "tourism"]'), __file__, "exec"))
