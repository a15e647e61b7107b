// One chart of the page, drawn again in its place when its figure or its width changes.
let library; // one promise for all charts of a page

function loaded(source) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      library = undefined; // the next chart tries again
      reject(new Error("画图程序没有取到，请刷新页面"));
    };
    document.head.append(script);
  });
  return library;
}

function place(parent) {
  let chart = parent.querySelector(":scope > .chart");
  if (!chart) {
    chart = document.createElement("div");
    chart.className = "chart";
    chart.setAttribute("role", "figure");
    chart.style.overflow = "hidden";
    // A chart in a folded part of the page has no width yet, and is drawn when that is opened.
    chart.watch = new ResizeObserver(() => chart.draw?.());
    chart.watch.observe(chart);
    parent.append(chart);
  }
  return chart;
}

export default async function ({ data, parentElement }) {
  const chart = place(parentElement);
  chart.setAttribute("aria-label", data.alt);
  chart.style.height = `${data.height}px`; // the page keeps its place for it from the start
  const plotly = await loaded(data.library);
  chart.draw = () => {
    const width = chart.clientWidth;
    const state = `${width} ${data.figure}`;
    if (!width || chart.state === state) return;
    chart.state = state;
    const figure = JSON.parse(data.figure);
    plotly.react(chart, figure.data, { ...figure.layout, width }, data.config);
  };
  chart.draw();
  return () => {
    chart.watch.disconnect();
    plotly.purge(chart);
  };
}
