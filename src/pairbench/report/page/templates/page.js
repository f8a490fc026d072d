"use strict";
// Searching, filtering and sorting the claims. Without this script all of them are shown.
(function () {
  const table = document.querySelector("table.claims");
  if (table === null) {
    return;
  }
  const tools = document.getElementById("tools");
  const search = document.getElementById("search");
  const verdict = document.getElementById("verdict");
  const theme = document.getElementById("theme");
  const sort = document.getElementById("sort");
  const shown = document.getElementById("shown");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row, place) => ({
    row,
    place,
    text: row.textContent.toLowerCase(),
    theme: row.dataset.theme,
    outcomes: row.dataset.outcomes.split(" "),
    ratio: row.dataset.ratio === undefined ? null : Number(row.dataset.ratio),
  }));
  const rank = ["refuted", "inconclusive", "confirmed"];
  const last = (each, sign) => (each.ratio === null ? Infinity : sign * each.ratio);
  const orders = {
    place: (a, b) => a.place - b.place,
    outcome: (a, b) => worst(a) - worst(b) || a.place - b.place,
    low: (a, b) => last(a, 1) - last(b, 1) || a.place - b.place,
    high: (a, b) => last(a, -1) - last(b, -1) || a.place - b.place,
  };

  function worst(each) {
    return Math.min(...each.outcomes.map((name) => rank.indexOf(name)));
  }

  function fits(each, words) {
    return (
      words.every((word) => each.text.includes(word)) &&
      (theme.value === "" || each.theme === theme.value) &&
      (verdict.value === "" || each.outcomes.includes(verdict.value))
    );
  }

  function update() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const each of rows.slice().sort(orders[sort.value])) {
      const visible = fits(each, words);
      each.row.hidden = !visible;
      count += visible;
      body.append(each.row);
    }
    shown.textContent = `${count} of ${rows.length} claims`;
  }

  for (const control of [search, verdict, theme, sort]) {
    control.addEventListener("input", update);
  }
  tools.hidden = false;
  update();
})();
