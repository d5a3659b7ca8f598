"use strict";
(() => {
  // A link to a claim opens it; without scripts the reader opens it himself.
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    let node = id ? document.getElementById(id) : null;
    for (const target = node; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      if (node.parentElement === null) target.scrollIntoView();
    }
  };
  addEventListener("hashchange", open);
  open();
  for (const button of document.querySelectorAll("button[data-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const all = button.closest("section").querySelectorAll("details");
      const closed = [...all].some((one) => !one.open);
      for (const one of all) one.open = closed;
      button.textContent = closed ? "Close all" : "Open all";
    });
  }
})();
