// Keeps the lines, the slider and the number of a rating in step, and copies texts. The pages work the same without this.
"use strict";

(() => {
  const readNumber = (text) => {
    const value = text.trim() ? Number(text.trim().replace(",", ".")) : NaN;
    return value >= 0 && value <= 10 && (value * 2) % 1 === 0 ? value : null;
  };
  const words = () => document.getElementById("anchor-points").dataset;
  const writeNumber = (value) => String(value).replace(".", words().half[1]);
  const anchorsOf = (rating) => [...rating.querySelectorAll(".anchor input[type=radio]")].filter((radio) => !isNaN(radio.value));
  const textOf = (radio) => radio.closest(".anchor").querySelector(".anchor-text").textContent;

  const spoken = (rating, value) => {
    const anchors = anchorsOf(rating);
    const at = anchors.find((radio) => Number(radio.value) === value);
    if (at) return words().at.replace("{value}", writeNumber(value)).replace("{anchor}", textOf(at));
    const low = anchors.filter((radio) => Number(radio.value) < value).pop();
    const high = anchors.find((radio) => Number(radio.value) > value);
    return words().between.replace("{value}", writeNumber(value)).replace("{low}", textOf(low)).replace("{high}", textOf(high));
  };

  const show = (rating, value, moved) => {
    const slider = rating.querySelector(".slide");
    const number = rating.querySelector(".anchor-between input:not([type=radio], [type=range])");
    const anchor = anchorsOf(rating).find((radio) => Number(radio.value) === value);
    if (moved !== slider) slider.value = value;
    slider.setAttribute("aria-valuetext", spoken(rating, value));
    if (moved !== number) number.value = anchor && moved.value !== "between" ? "" : writeNumber(value);
    if (moved.type !== "radio") (anchor || rating.querySelector("input[value=between]")).checked = true;
  };

  const rest = (rating) => {
    const slider = rating.querySelector(".slide");
    // Back to where it was, so that it does not count as moved.
    slider.value = slider.defaultValue;
    slider.setAttribute("aria-valuetext", words().open);
    rating.querySelector(".anchor-between input:not([type=radio], [type=range])").value = "";
  };

  const follow = (event) => {
    const moved = event.target;
    const rating = moved.closest(".rating");
    if (!rating || !moved.closest(".anchors")) return;
    if (moved.type === "range") show(rating, Number(moved.value), moved);
    else if (moved.type !== "radio") {
      const value = readNumber(moved.value);
      if (value !== null) show(rating, value, moved);
      else if (moved.value.trim()) rating.querySelector("input[value=between]").checked = true;
    } else if (moved.value === "open") rest(rating);
    else if (moved.value === "between") {
      const slider = rating.querySelector(".slide");
      if (slider.getAttribute("aria-valuetext") !== words().open) show(rating, Number(slider.value), moved);
    } else show(rating, Number(moved.dataset.value ?? moved.value), moved);
  };
  document.addEventListener("input", follow, true);

  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy);
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      // Where the page may not write to the clipboard by itself.
      document.execCommand("copy");
    }
    button.textContent = button.dataset.copied;
  });
})();
