"""The overview in Plotly Dash: one statement, a table, two curves. Started by `dash_peer.py`.

PEER_DATABASE names the database (a SQLite file or a PostgreSQL address), PEER_PROGRAMME its
programme's key.
"""

import os
import sqlite3
from collections import defaultdict

from dash import Dash, dash_table, dcc, html

ADDRESS = os.environ["PEER_DATABASE"]
PROGRAMME = int(os.environ["PEER_PROGRAMME"])
YEAR = 2025
SQL = """
SELECT COALESCE(NULLIF(p.east_body_zh, ''), e.name_zh), v.name_zh, r.month, f.value, t.value
FROM cooperation_monthlyreport r
JOIN cooperation_pairing p ON p.id = r.pairing_id
LEFT JOIN cooperation_place e ON e.id = p.east_place_id
JOIN cooperation_submission s ON s.report_id = r.id
  AND s.number = (SELECT MAX(x.number) FROM cooperation_submission x WHERE x.report_id = r.id)
JOIN cooperation_figure f ON f.submission_id = s.id AND f.value IS NOT NULL AND f.basis = 'month'
JOIN cooperation_indicator i ON i.id = f.indicator_id AND i.headline
JOIN cooperation_indicatorversion v ON v.indicator_id = i.id
LEFT JOIN cooperation_target t ON t.pairing_id = p.id AND t.indicator_id = i.id AND t.year = %(y)s
WHERE p.programme_id = %(p)s AND r.month BETWEEN '%(y)s-01-01' AND '%(y)s-12-31'
ORDER BY r.month
"""


def rows():
    """The facts of the year."""
    sql = SQL % {"p": PROGRAMME, "y": YEAR}
    if ADDRESS.startswith("postgres"):
        import psycopg2

        with psycopg2.connect(ADDRESS) as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()
    with sqlite3.connect(ADDRESS) as connection:
        return connection.execute(sql).fetchall()


def layout():
    """Made anew with each visit."""
    reached, targets, curve = defaultdict(float), {}, defaultdict(lambda: defaultdict(float))
    for place, indicator, month, value, target in rows():
        reached[place, indicator] += float(value)
        targets[place, indicator] = target
        curve[indicator][str(month)[:7]] += float(value)
    table = [
        {
            "组团": place,
            "指标": indicator,
            "本年累计": round(value, 2),
            "年度目标": targets[place, indicator] and float(targets[place, indicator]),
        }
        for (place, indicator), value in sorted(reached.items())
    ]
    graphs = [
        dcc.Graph(
            figure={
                "data": [{"x": list(months), "y": list(months.values()), "type": "bar"}],
                "layout": {"title": {"text": name}},
            }
        )
        for name, months in list(curve.items())[:2]
    ]
    return html.Div([html.H1("进度"), dash_table.DataTable(table, page_size=50), *graphs])


app = Dash(__name__, title="进度")
app.layout = layout
server = app.server
