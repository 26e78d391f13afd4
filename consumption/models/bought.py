"""Products and organisations with what was bought of or from them."""

from django.db.models import Count, Max, OuterRef, Subquery, Sum

from cooperation.models import FigureField, ReferenceQuerySet


class BoughtQuerySet(ReferenceQuerySet):
    """Products, suppliers and buyers."""

    def named(self, text: str):
        """Those with a text in one of their names."""
        return self.containing(text, ("name_zh", "name_en"))

    def for_list(self):
        """For a list that also says what was bought. Which purchases count depends on the
        reader, so the sums come with `visible_to`."""
        return ListedQuerySet(self.model, query=self.query.clone(), using=self._db)


class ListedQuerySet(BoughtQuerySet):
    """With what of the purchases the reader may see: rows, amount in 万元, newest day.

    A row without purchases has a count of None and no sum: nothing known, which is not zero.
    """

    def visible_to(self, user):
        purchases = self.model._meta.get_field("purchases")
        seen = (
            purchases.related_model.objects.visible_to(user)
            .filter(**{purchases.field.name: OuterRef("pk")})
            .order_by()
            .values(purchases.field.name)
        )

        def bought(summed, output_field=None):
            return Subquery(seen.annotate(bought=summed).values("bought"), output_field)

        return (
            super()
            .visible_to(user)
            .annotate(
                purchases_count=bought(Count("pk")),
                amount=bought(Sum("amount"), FigureField()),
                newest=bought(Max("date")),
            )
        )
