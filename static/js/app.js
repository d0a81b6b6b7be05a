// Small comforts. Every page works without this file.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const input of document.querySelectorAll("input[data-time-zone]")) {
    if (!input.value && zone) input.value = zone;
  }
  for (const button of document.querySelectorAll("[data-use-time-zone]")) {
    const select = document.getElementById(button.dataset.useTimeZone);
    const known = select && [...select.options].some((option) => option.value === zone);
    if (!known || select.value === zone) continue;
    button.textContent = button.textContent.replace("…", zone.replaceAll("_", " "));
    button.hidden = false;
    button.addEventListener("click", () => {
      select.value = zone;
      select.focus();
      button.hidden = true;
    });
  }
  document.querySelector("[data-focus]")?.focus();
});

// A form that was sent is not sent twice; it can be sent again when the page comes back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), 8000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

// Escape closes an open menu. Where the person has not switched keys off, and is not writing: “n” goes to the quick log,
// on this page or its own, and “/” to the search of a page that has one.
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const link = document.querySelector("[data-quick-log-link]");
  if (!link || (event.key !== "n" && event.key !== "/")) return;
  const box = document.querySelector(event.key === "n" ? "[data-quick-log]" : "input[type=search]");
  if (box) {
    event.preventDefault();
    box.closest("details")?.setAttribute("open", "");
    box.focus();
  } else if (event.key === "n") {
    link.click();
  }
});

// One box ticks all others of its form; ticking them by hand is the same.
document.addEventListener("change", (event) => {
  const name = event.target.dataset.tickAll;
  if (!name) return;
  for (const box of event.target.form.querySelectorAll(`[name="${name}"]`)) box.checked = event.target.checked;
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// A skill was taken over from the suggestions: go on writing after it.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-caret-end]")) event.target.setSelectionRange(event.target.value.length, event.target.value.length);
});
