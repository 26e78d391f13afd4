"""A process of its own that sets a source with Typst and ends: `python typesetter.py`.

Fonts and layouts take 250 MB, which must not stay with every process of the site. The request
comes as JSON on the standard input, the files go to the standard output, each after its length.
Fonts are all that is read of the machine: there is no folder, and no network to fetch a package.
"""

import json
import os
import struct
import sys

# No library of that name: the caller tells what to install.
MISSING = 3


def main() -> int:
    """Set what is asked for; the reason of a failure goes to the standard error."""
    try:
        import typst
    except ImportError:
        return MISSING
    request = json.load(sys.stdin.buffer)
    nowhere = os.path.dirname(os.path.abspath(__file__)) + "/sheets"
    fonts = typst.Fonts(include_embedded_fonts=False)
    compiler = typst.Compiler(
        root=nowhere, font_paths=fonts, package_path=nowhere, package_cache_path=nowhere
    )
    try:
        made = compiler.compile(
            input=(_faces(request["faces"], fonts.families()) + request["source"]).encode(),
            format=request["format"],
            ppi=request["ppi"],
            timestamp=request["timestamp"],
        )
    except typst.TypstError as error:
        sys.stderr.write(str(error.message))
        return 1
    for one in [made] if isinstance(made, bytes) else made:
        sys.stdout.buffer.write(struct.pack(">I", len(one)) + one)
    return 0


def _faces(wanted, families) -> str:
    """Each face as a list of those of its fonts that the machine has."""
    known = set(families)
    return "".join(
        f"#let {name} = ({''.join(f'{json.dumps(one)},' for one in fonts if one in known)})\n"
        for name, fonts in wanted.items()
    )


if __name__ == "__main__":
    sys.exit(main())
