"""A plain Dash page: a radio for the quarter and the peers' charts."""

import os
import sys

import charts
from dash import Dash, Input, Output, dcc, html

table = charts.load()
periods = charts.quarters(table)
count = int(os.environ["BENCH_CHARTS"])
app = Dash(__name__, serve_locally=True)
app.layout = html.Div(
    [dcc.RadioItems(periods, periods[-1], id="quarter", inline=True), *(dcc.Graph(id=f"c{n}") for n in range(count))]
)


@app.callback([Output(f"c{n}", "figure") for n in range(count)], Input("quarter", "value"))
def redraw(quarter):
    return charts.figures(table, quarter, count)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
