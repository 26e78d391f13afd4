"""The secretary's evening: a pack is previewed, sealed and downloaded, a printed code followed."""

import hashlib
import io
import json
import re
import zipfile

import pypdfium2
from playwright.sync_api import expect

MEETING = "样例：两市联席会议（2025年12月进展）"
# As printed: five signs of the file, what the number is, its column, a check sign.
CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{4,9}\b")


def downloaded(page, link) -> bytes:
    """The bytes that a link gives."""
    with page.expect_download() as started:
        link.click()
    with open(started.value.path(), "rb") as file:
        return file.read()


def text_of(pdf: bytes) -> str:
    """All words of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_pack_is_sealed_and_its_printed_number_followed(page, sign_in, accessibility_faults):
    sign_in(page, "secretary")
    page.goto("/meetings/?programme=sample-city")
    page.locator("main table a", has_text=MEETING).click()
    page.locator("main a", has_text="预览并封存会议材料").click()
    expect(page.locator("main")).to_contain_text("总体情况")
    assert accessibility_faults(page) == []
    draft = downloaded(page, page.locator(".pack-kinds a", has_text="PDF").first)
    assert not CODE.search(text_of(draft))

    page.locator("label", has_text="采购").locator("input").check()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/meetings/builds?/|/build/|/packs/"))
    door = page.locator("main a.btn-primary", has_text=re.compile("材料"))
    expect(door).to_be_visible(timeout=60_000)
    door.click()
    expect(page.locator("#today")).to_contain_text("无差异")
    assert accessibility_faults(page) == []
    page.locator("main a", has_text="重新校验").click()
    expect(page.locator("#files [role=status]")).to_contain_text("逐字节一致")

    whole = downloaded(page, page.locator("#files a", has_text=".zip"))
    archive = zipfile.ZipFile(io.BytesIO(whole))
    manifest = json.loads(archive.read("manifest.json"))
    assert {file["name"] for file in manifest["files"]} == set(archive.namelist()) - {
        "manifest.json"
    }
    for file in manifest["files"]:
        assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]

    (printed,) = (n for n in archive.namelist() if n.endswith(".pdf") and n.startswith("中文"))
    words = text_of(archive.read(printed))
    assert "样例数据" in words
    # A year to date (column b), which the explanation names as well.
    follow(page, next(code for code in CODE.findall(words) if code[-2] == "B"))
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def follow(page, code: str):
    """Type a printed code and go on to the reports and the explanation behind the number."""
    page.goto("/f/")
    page.locator("main input:not([type=hidden])").first.fill(code.lower().replace("-", " "))
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text(code)
    expect(page.locator(".then-now .num-xl")).to_have_count(2)
    then, now = page.locator(".then-now .num-xl").all_inner_texts()
    assert then == now
    expect(page.locator("main")).to_contain_text("审")
    page.locator("main a", has_text="当时").first.click()
    page.wait_for_url("**/explain/**")
    expect(page.locator("main")).to_contain_text("数据说明")
    # The explanation prints the unit apart.
    number = then.strip().rpartition(" ")[0]
    expect(page.locator("main")).to_contain_text(number)
    page.go_back()
