"use strict";
// Shows the rows that are asked for, and leads from a row to its words and back.
const controls = document.getElementById("controls");
function apply() {
  const field = controls.field.value;
  const shown = ["unlike", "missed", "spurious", "correct", "open"].filter((s) => controls[s].checked);
  for (const row of document.querySelectorAll(".facts tbody tr")) {
    const fits = (!field || row.dataset.field === field) && shown.some((s) => row.classList.contains(s));
    row.classList.toggle("hidden", !fits);
  }
}
function light(article, ids) {
  for (const e of article.querySelectorAll(".lit")) e.classList.remove("lit");
  let first = null;
  for (const mark of article.querySelectorAll("mark")) {
    if (mark.dataset.rows.split(" ").some((id) => ids.includes(id))) {
      mark.classList.add("lit");
      first = first || mark;
    }
  }
  for (const row of article.querySelectorAll(".facts tbody tr")) {
    if (ids.includes(row.dataset.row)) row.classList.add("lit");
  }
  return first;
}
controls.addEventListener("change", apply);
document.addEventListener("click", (event) => {
  const article = event.target.closest(".article");
  const row = event.target.closest(".facts tbody tr");
  const mark = event.target.closest("mark");
  if (row) {
    const first = light(article, [row.dataset.row]);
    if (first) first.scrollIntoView({ block: "center", behavior: "smooth" });
  } else if (mark) {
    const ids = mark.dataset.rows.split(" ");
    light(article, ids);
    const target = article.querySelector(".facts tr.lit:not(.hidden)");
    if (target) target.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".facts tr")) event.target.click();
});
apply();
