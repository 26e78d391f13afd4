"""How the HTML file looks on a projector: read from five metres away."""

from __future__ import annotations

_COMMON = """
* { box-sizing: border-box; }
body { margin: 0; color: #17212b; background: #fff; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
caption { text-align: left; font-weight: 700; }
th, td { border-bottom: 1px solid #dcd9cf; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 700; text-align: left; border-bottom: 1.5px solid #1d4e63; }
.r { text-align: right; font-variant-numeric: tabular-nums; }
td.r, td.c, .code { white-space: nowrap; overflow-wrap: normal; }
.c { text-align: center; }
.d1 { padding-left: 1.6em; }
.group td { font-weight: 700; background: #efede6; text-align: left; }
.ok { color: #226b4e; } .watch { color: #8a5a00; } .late, .t-late { color: #b3351f; }
.partial, .unreported, .published { color: #47525e; }
.t-strong { font-weight: 700; }
.t-edited { border-bottom: 1px dotted #47525e; }
.code, .code a { color: #7b848d; text-decoration: none; font-weight: 400; }
td .code { display: block; }
figure { margin: 0; }
figure svg { width: 100%; height: auto; }
.qr { display: inline-block; vertical-align: top; }
.qr svg { display: block; width: 100%; height: auto; }
.office { color: #b3351f; font-weight: 700; text-align: center; }
.line { text-align: center; border-bottom: 2px solid #b3351f; }
h1 { text-align: center; }
.facts { margin: 0; }
.facts div { display: inline-block; }
.facts dt, .facts dd { display: inline; margin: 0; }
.mark { color: #b3351f; font-weight: 700; text-align: center; }
"""

_SCREEN = """
@media screen {
  html { font-size: clamp(18px, 1.55vw, 30px); }
  body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    system-ui, sans-serif; line-height: 1.6; background: #f6f5f1; }
  section { min-height: 100vh; padding: 4vh 6vw; border-bottom: 1px solid #b9b5a8; }
  .office { font-size: 2rem; margin: 8vh 0 1rem; }
  .line { padding-bottom: .6rem; margin: 0 0 5vh; }
  h1 { font-size: 2.4rem; line-height: 1.3; margin: 0 0 4vh; }
  h2 { font-size: 1.9rem; color: #1d4e63; margin: 0 0 2rem; }
  h3 { font-size: 1.4rem; margin: 2.5rem 0 1rem; }
  p { max-width: 44em; margin: 0 0 1em; font-size: 1.25rem; }
  .office, .line, .mark { max-width: none; }
  .facts { text-align: center; font-size: 1.1rem; }
  .facts div { margin: 0 1em; }
  .mark { position: sticky; top: 0; z-index: 1; margin: 0; padding: .3rem; background: #fbe5df;
    font-size: 1rem; }
  table { font-size: 1.05rem; margin: 0 0 1rem; background: #fff; }
  table.small { font-size: .8rem; }
  caption { font-size: 1.1rem; padding: .4rem 0; }
  th, td { padding: .45rem .5rem; }
  .unit, .notes, .note, figcaption { color: #47525e; font-size: .85rem; font-weight: 400; }
  .code { font-size: .55rem; }
  figure { max-width: 1250px; margin: 2rem auto; background: #fff; padding: 1rem; }
  .qr { width: 12rem; margin: 0 2rem 2rem 0; }
  ol.annexes { font-size: 1.2rem; }
}
@media screen and (max-width: 700px) {
  html { font-size: 16px; }
  section { padding: 1.5rem 1rem; min-height: 0; }
  .wide { overflow-x: auto; }
  .wide table { min-width: 62rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.3rem; } h3 { font-size: 1.1rem; }
  p { font-size: 1rem; }
}
"""

_PRINT = """
@page { size: A4; margin: 15mm; }
body { font: 11pt/1.6 "Noto Serif CJK SC", "SimSun", serif; }
h1 { font-size: 18pt; } h2 { font-size: 14pt; } h3 { font-size: 12pt; }
h2, h3 { break-after: avoid; }
table { font-size: 8.5pt; margin: 2mm 0; }
table.small { font-size: 6.5pt; }
tr, figure, .qr { break-inside: avoid; }
th, td { padding: .7mm 1mm; }
.code { font-size: 5pt; }
.qr { width: 34mm; margin: 0 6mm 4mm 0; }
.newpage { break-before: page; }
"""


def projector_style() -> str:
    """Large type and one section a screen; on paper plain, for there is the PDF."""
    return f"{_COMMON}{_SCREEN}@media print {{{_PRINT}}}"
