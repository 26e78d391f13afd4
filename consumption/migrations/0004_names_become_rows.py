"""The names that purchases carried as text become products, suppliers and buyers.

One row for each Chinese name, apart for sample programmes. Where purchases said different
things of one name, what most of them said is the row's; a purchase that said otherwise keeps
its words in its note, so that nothing recorded is lost.
"""

from django.db import migrations
from django.db.models import Count, F, Max, OuterRef, Q, Subquery

BATCH = 1000


def names_become_rows(apps, schema_editor):
    Purchase = apps.get_model("consumption", "Purchase")
    for sample in (False, True):
        rows = Purchase.objects.filter(pairing__programme__sample=sample)
        _products(apps, rows, sample)
        _suppliers(apps, rows.exclude(supplier_text=""), sample)
        _buyers(apps, rows.exclude(buyer_text="").exclude(buyer_kind="public"), sample)
    _keep_words(Purchase)


def _most_said(rows, name, said):
    """name → what most rows say of it; of two said as often the one that comes first."""
    known = rows.exclude(**{f"{said}__isnull": True}).order_by()
    counted = known.values_list(name, said).annotate(rows=Count("pk"))
    found = {}
    for text, value, _rows in counted.order_by(name, "-rows", said):
        found.setdefault(text, value)
    return found


def _products(apps, rows, sample):
    Product = apps.get_model("consumption", "Product")
    english = dict(rows.order_by().values_list("product_zh").annotate(Max("product_en")))
    Product.objects.bulk_create(
        Product(name_zh=name, name_en=english[name][:200], kind=kind, sample=sample)
        for name, kind in _most_said(rows, "product_zh", "product_kind").items()
    )
    rows.update(product=_named(Product, "product_zh", sample))


def _suppliers(apps, rows, sample):
    Supplier = apps.get_model("consumption", "Supplier")
    places = _most_said(rows, "supplier_text", "supplier_place")
    Supplier.objects.bulk_create(
        Supplier(name_zh=name, district_id=places.get(name), sample=sample)
        for name in rows.order_by("supplier_text")
        .values_list("supplier_text", flat=True)
        .distinct()
    )
    rows.update(supplier=_named(Supplier, "supplier_text", sample))


def _buyers(apps, rows, sample):
    Buyer = apps.get_model("consumption", "Buyer")
    places = _most_said(rows, "buyer_text", "buyer_place")
    Buyer.objects.bulk_create(
        Buyer(name_zh=name, kind=kind, township_id=places.get(name), sample=sample)
        for name, kind in _most_said(rows, "buyer_text", "buyer_kind").items()
    )
    rows.update(buyer=_named(Buyer, "buyer_text", sample))


def _named(model, text, sample):
    return Subquery(model.objects.filter(name_zh=OuterRef(text), sample=sample).values("pk")[:1])


def _keep_words(Purchase):
    """Notes for what the new rows do not say; then the kinds are those of the rows."""
    other_district = Q(supplier_place__isnull=False) & (
        Q(supplier__isnull=True)
        | Q(supplier__district__isnull=True)
        | ~Q(supplier__district=F("supplier_place"))
    )
    for found, words in (
        (~Q(product_kind=F("product__kind")), lambda row: f"原记产品类别：{row.product_kind}"),
        (
            Q(buyer__isnull=False) & ~Q(buyer_kind=F("buyer__kind")),
            lambda row: f"原记采购单位类别：{row.buyer_kind}",
        ),
        (
            Q(buyer__isnull=True) & ~Q(buyer_text=""),
            lambda row: f"原记采购单位：{row.buyer_text}",
        ),
        (other_district, lambda row: f"原记供应方所在地：{row.supplier_place.name_zh}"),
    ):
        _note(Purchase, Purchase.objects.filter(found), words)
    Products, Buyers = (
        Purchase._meta.get_field(name).related_model for name in ("product", "buyer")
    )
    Purchase.objects.filter(~Q(product_kind=F("product__kind"))).update(
        product_kind=Subquery(Products.objects.filter(pk=OuterRef("product")).values("kind")[:1])
    )
    Purchase.objects.filter(Q(buyer__isnull=False) & ~Q(buyer_kind=F("buyer__kind"))).update(
        buyer_kind=Subquery(Buyers.objects.filter(pk=OuterRef("buyer")).values("kind")[:1])
    )


def _note(Purchase, rows, words):
    batch = []
    for row in (
        rows.select_related("supplier_place")
        .only("note", "product_kind", "buyer_kind", "buyer_text", "supplier_place__name_zh")
        .iterator(BATCH)
    ):
        row.note = "\n".join(filter(None, (row.note, words(row))))
        batch.append(row)
        if len(batch) == BATCH:
            Purchase.objects.bulk_update(batch, ["note"])
            batch = []
    Purchase.objects.bulk_update(batch, ["note"])


def rows_become_names(apps, schema_editor):
    """Back to text; what was added to notes stays."""
    Purchase = apps.get_model("consumption", "Purchase")
    for name, target, path in (
        ("product", "product_zh", "name_zh"),
        ("product", "product_en", "name_en"),
        ("supplier", "supplier_text", "name_zh"),
        ("supplier", "supplier_place", "district"),
        ("buyer", "buyer_text", "name_zh"),
    ):
        model = Purchase._meta.get_field(name).related_model
        text = Subquery(model.objects.filter(pk=OuterRef(name)).values(path)[:1])
        Purchase.objects.filter(**{f"{name}__isnull": False}).update(**{target: text})


class Migration(migrations.Migration):
    dependencies = [
        ("consumption", "0003_products_fairs_organisations"),
    ]

    operations = [
        migrations.RunPython(names_become_rows, rows_become_names),
    ]
