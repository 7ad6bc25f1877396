// Enhancement only: without this file a button fetches the districts of another province.
"use strict";

for (const province of document.querySelectorAll("[data-districts]")) {
  const district = document.getElementById(province.dataset.districts);
  const button = province.form.querySelector("[data-province]");
  const told = province.form.querySelector("[data-districts-told]");
  button.hidden = true;
  let asked = 0;
  province.addEventListener("change", async () => {
    const mine = ++asked;
    told.textContent = "";
    district.disabled = true;
    try {
      const answer = await fetch(`/divisions/${province.value}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const choices = await answer.text();
      if (mine !== asked) return;
      district.innerHTML = choices;
    } catch {
      if (mine !== asked) return;
      // The button does the same by a new page.
      button.hidden = false;
      told.textContent = told.dataset.failed;
    }
    district.disabled = false;
  });
}
