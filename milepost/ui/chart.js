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

// Names that would run into the words on their right, on a phone, end in …; the row says them in full when pointed at.
function shorten(chart) {
  const words = [...chart.querySelectorAll(".textpoint text")].map((one) => one.getBoundingClientRect());
  for (const name of chart.querySelectorAll(".annotation-text")) {
    const box = name.getBoundingClientRect();
    const beside = words.filter((one) => one.top < box.bottom && one.bottom > box.top && one.left > box.left + 8);
    const end = Math.min(...beside.map((one) => one.left)) - 4;
    if (box.right <= end) continue;
    name.setAttribute("x", name.getBBox().x); // it was centred in its frame
    name.setAttribute("text-anchor", "start");
    const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    let text = texts.nextNode();
    while (text && !text.data) text = texts.nextNode();
    while (text && text.data.length > 2 && name.getBoundingClientRect().right > end) {
      text.data = text.data.replace(/.…?$/u, "…");
    }
  }
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
    const drawn = plotly.react(chart, figure.data, { ...figure.layout, width }, data.config);
    if (figure.layout.meta?.names === "short") drawn.then(() => shorten(chart));
  };
  chart.draw();
  return () => {
    chart.watch.disconnect();
    plotly.purge(chart);
  };
}
