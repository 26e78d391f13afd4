"""A workbook with everything that loading and saving it would lose or change."""

from __future__ import annotations

import io
import re
import zipfile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from tests.meetings.office_forms.blanks import by_county, saved

CUSTOM = "customXml/item1.xml"


def rich() -> bytes:
    """The form by county with a picture, a chart, rules, comments, names, print set-up, rich
    text, results of formulas, parts and attributes that no library of ours knows."""
    content, _expected = by_county()
    book = load_workbook(io.BytesIO(content))
    page = book["分县区"]
    page["A12"] = CellRichText("注：", TextBlock(InlineFont(b=True, color="FF0000"), "不含省级"))
    page["A5"].comment = Comment("市本级不含三个组团", "省局")
    rule = CellIsRule(operator="lessThan", formula=["0"], fill=PatternFill(bgColor="FFC7CE"))
    page.conditional_formatting.add("B5:I10", rule)
    check = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    check.add("B5:I10")
    page.add_data_validation(check)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.print_title_rows, page.print_area = "1:4", "A1:J12"
    page.oddFooter.center.text = "第&P页"
    page.freeze_panes = "B5"
    page["I6"].number_format = "0.00%"
    book.defined_names["合计行"] = DefinedName("合计行", attr_text="分县区!$B$11:$H$11")
    chart = BarChart()
    chart.add_data(Reference(page, min_col=2, min_row=4, max_row=10), titles_from_data=True)
    page.add_chart(chart, "L3")
    picture = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(picture, "PNG")
    page.add_image(Image(io.BytesIO(picture.getvalue())), "L20")
    hidden = book.create_sheet("参数")
    hidden["A1"], hidden["B1"] = "东部就业（人）", None
    hidden.sheet_state = "hidden"
    return _by_hand(saved(book))


def _by_hand(content: bytes) -> bytes:
    """Results of formulas, an extension and a part of the department's own program."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            part = before.read(entry.filename)
            if entry.filename == "xl/worksheets/sheet1.xml":
                part = re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>0</v>", part)
                part = part.replace(
                    b"</worksheet>",
                    b'<extLst><ext uri="{WPS}"><x:own xmlns:x="urn:wps" a="1"/></ext></extLst>'
                    b"</worksheet>",
                )
            after.writestr(entry, part)
        after.writestr(CUSTOM, "<own><![CDATA[部门自用]]></own>")
    return out.getvalue()
