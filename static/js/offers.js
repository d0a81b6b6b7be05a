// Writing a number between two lines also picks “in between”. The page works the same without this.
"use strict";

document.addEventListener("input", (event) => {
  const between = event.target.closest(".anchor-between");
  if (between && event.target.type === "text" && event.target.value.trim()) {
    between.querySelector("input[type=radio]").checked = true;
  }
}, true);
