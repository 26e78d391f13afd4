from cooperation.ledgers.tables import DateColumn, LedgerTable, NumberColumn, PairingColumn


class TourTable(LedgerTable):
    link = "date"

    date = DateColumn(verbose_name="日期")
    pairing = PairingColumn(verbose_name="结对")
    visitors = NumberColumn(verbose_name="游客")
    spent = NumberColumn(verbose_name="消费", decimals=2)

    class Meta:
        order_by = "-date"
