// Enhancement only: the pages of a unit work without this file.
"use strict";

// A field that one choice alone needs.
for (const field of document.querySelectorAll("[data-only-for]")) {
  const choice = document.getElementById(field.dataset.onlyFor);
  const show = () => { field.hidden = choice.value !== field.dataset.onlyValue; };
  choice.addEventListener("change", show);
  show();
}

// 可经办业务范围设置: filters, counts and ticks together. The tree was drawn by the server once; here lines are only hidden and shown.
for (const form of document.querySelectorAll("[data-items]")) {
  const find = form.querySelector("[data-find]");
  const told = document.getElementById(find.getAttribute("aria-describedby"));
  const all = form.querySelector("[data-all]");
  const picked = form.querySelector("[data-picked]");
  const groups = [...form.querySelectorAll("[data-group]")].map((line) => {
    const details = line.firstElementChild;
    return { line, details, name: details.querySelector("summary > span").textContent.toLowerCase(), count: details.querySelector("[data-count]"), boxes: [...details.querySelectorAll("input")], wasOpen: details.open };
  });
  const of = new Map(groups.map((group) => [group.line, group]));
  const items = [...form.querySelectorAll("[data-item]")].map((line) => {
    const above = [];
    for (let up = line.parentElement.closest("[data-group]"); up; up = up.parentElement.closest("[data-group]")) above.push(of.get(up));
    return { line, above, box: line.querySelector("input"), name: line.textContent.toLowerCase() };
  });

  // From here on the box only ticks and shows: what is granted is what stands on this page, each item by its own box, and not what the server knows by then.
  all.removeAttribute("name");

  const count = () => {
    const chosen = items.filter((item) => item.box.checked).length;
    picked.textContent = String(chosen);
    all.checked = chosen === items.length;
    all.indeterminate = chosen > 0 && chosen < items.length;
    for (const group of groups) {
      const here = group.boxes.filter((box) => box.checked).length;
      const text = `${here} / ${group.boxes.length}`;
      if (group.count.textContent !== text) group.count.textContent = text;
      group.count.classList.toggle("is-plain", here === 0);
    }
  };
  const filter = () => {
    const word = find.value.trim().toLowerCase();
    const seen = new Set();
    let left = 0;
    for (const item of items) {
      const meant = word === "" || item.name.includes(word) || item.above.some((group) => group.name.includes(word));
      if (item.line.hidden === meant) item.line.hidden = !meant;
      if (!meant) continue;
      left++;
      for (const group of item.above) seen.add(group);
    }
    for (const group of groups) {
      group.line.hidden = !seen.has(group);
      group.details.open = word === "" ? group.wasOpen : seen.has(group);
    }
    told.textContent = word === "" ? "" : left === 0 ? told.dataset.none : told.dataset.some.replace("{0}", String(left));
  };

  form.querySelector("[data-find-go]").hidden = true;
  let waits = 0;
  find.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(filter, 80);
  });
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  for (const group of groups) group.details.addEventListener("toggle", () => { if (find.value.trim() === "") group.wasOpen = group.details.open; });
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const item of items) item.box.checked = all.checked;
    if (event.target !== find) count();
  });
  count();
}
