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

// “n” or “/” goes to the quick log, unless one is writing; Escape closes an open menu.
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-quick-log]");
  if (box && (event.key === "n" || event.key === "/")) {
    event.preventDefault();
    box.focus();
  }
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// A skill was taken over from the suggestions: go on writing after it.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-caret-end]")) event.target.setSelectionRange(event.target.value.length, event.target.value.length);
});
