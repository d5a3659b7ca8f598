// Writing a report: what is written is kept as one writes; keys that move a piece. Without a script
// the buttons of each piece do the same.
"use strict";
(() => {
  const secret = document.body.dataset.secret;
  const said = document.getElementById("said");
  const waiting = new Map(); // form → timer of its next save
  const saving = new Map(); // form → the save that is on its way
  document.documentElement.classList.add("with-script");

  const say = (words) => { if (said) said.textContent = words; };

  async function send(form) {
    const data = new URLSearchParams(new FormData(form));
    data.set("action", "save");
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST", body: data, keepalive: data.toString().length < 60000,
        headers: { "X-Crosswire-Form": secret, "HX-Request": "true", "Accept": "text/html" },
      });
      const told = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      if (!answer.ok) { say(told.textContent.trim() || "This could not be kept. Try again."); return false; }
      const mark = told.querySelector("[data-mark]");
      if (form.elements.was && mark && mark.dataset.mark) form.elements.was.value = mark.dataset.mark;
      say("Kept");
      return true;
    } catch {
      say("The desk cannot be reached; what you wrote is not kept yet. It is tried again.");
      plan(form, 3000);
      return false;
    }
  }

  // One save of a form at a time, so that the second knows what the first has left there.
  function save(form) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    const before = saving.get(form) || Promise.resolve(true);
    const now = before.then(() => send(form)).finally(() => { if (saving.get(form) === now) saving.delete(form); });
    saving.set(form, now);
    return now;
  }

  function plan(form, delay) {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), delay));
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) plan(form, 600);
  });

  // What is not kept yet is kept before any form leads away.
  document.addEventListener("submit", async (event) => {
    if (!waiting.size && !saving.size) return;
    const form = event.target, button = event.submitter;
    event.preventDefault();
    const all = [...new Set([...waiting.keys(), ...saving.keys()])].map((one) => (waiting.has(one) ? save(one) : saving.get(one)));
    const kept = await Promise.all(all);
    if (kept.every(Boolean)) form.requestSubmit(button);
  });

  window.addEventListener("pagehide", () => { for (const form of [...waiting.keys()]) save(form); });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const action = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const piece = action && event.target.closest("form.piece");
    const button = piece && piece.querySelector(`button[value=${action}]`);
    if (!button) return;
    event.preventDefault();
    if (!button.disabled) piece.requestSubmit(button);
  });
})();
