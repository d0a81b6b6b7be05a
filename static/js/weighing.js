// A slider and the number beside it move together, and the one most wanted goes to 100. The page works the same without this.
"use strict";

document.addEventListener("input", (event) => {
  const changed = event.target;
  if (changed.type === "radio") {
    for (const input of changed.closest(".swing")?.querySelectorAll("[data-pair] input") ?? []) input.value = 100;
    return;
  }
  const pair = changed.closest("[data-pair]");
  if (!pair) return;
  const slider = pair.querySelector("[type=range]"), number = pair.querySelector("[type=text]");
  if (changed === slider) number.value = slider.value;
  else if (/^\s*\d{1,3}\s*$/.test(number.value)) slider.value = number.value.trim();
}, true);
