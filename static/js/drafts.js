// What is being written is kept on the server every few seconds and when the page is left, so that nothing is lost with it.
"use strict";

for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = form.querySelector("[data-draft-state]");
  let timer = 0;
  let isChanged = false;
  let isSent = false;

  const keep = async () => {
    clearTimeout(timer);
    timer = 0;
    if (!isChanged || isSent) return;
    isChanged = false;
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new URLSearchParams(typed),
        redirect: "manual",
        keepalive: true,
      });
      const isLoggedOut = answer.type === "opaqueredirect";
      if (state && (answer.ok || isLoggedOut)) state.textContent = isLoggedOut ? state.dataset.gone : state.dataset.kept;
      if (!answer.ok && !isLoggedOut) isChanged = true;
    } catch {
      // no network just now: with the next word it is tried again
      isChanged = true;
    }
  };

  form.addEventListener("input", () => {
    isChanged = true;
    timer ||= setTimeout(keep, 3000);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    setTimeout(() => (isSent = false), 8000);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  addEventListener("pagehide", keep);
  addEventListener("pageshow", () => (isSent = false));
}
