// The desk's keys and small helps. Everything can be read without it.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");

  // Our own requests bring the secret that a form would bring.
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Crosswire-Form"] = document.body.dataset.secret;
  });
  const say = (words) => { document.getElementById("said").textContent = words; };
  document.addEventListener("htmx:responseError", (event) => {
    const told = event.detail.xhr.responseText || "";
    say(new DOMParser().parseFromString(told, "text/html").body.textContent.trim().slice(0, 200) || "That did not work. Load the page again.");
  });
  document.addEventListener("htmx:sendError", () => say("The desk does not answer. Is crosswire serve still running?"));

  // Times are told in the zone of who reads.
  const localise = (within) => {
    for (const one of within.querySelectorAll("time[datetime]:not([title])")) {
      const when = new Date(one.getAttribute("datetime"));
      if (isNaN(when)) continue;
      one.title = one.textContent;
      one.textContent = when.toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    }
  };
  localise(document);
  document.addEventListener("htmx:load", (event) => localise(event.detail.elt));

  // A link to a claim or an article opens what it stands in.
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  // j and k go through what stands below one another, Enter opens it.
  const items = () => [...document.querySelectorAll("[data-item]")].filter((one) => one.offsetParent !== null);
  let here = null;
  const go = (step) => {
    const all = items();
    if (!all.length) return;
    const place = all.indexOf(here);
    const next = place < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(place + step, 0), all.length - 1);
    if (here) here.classList.remove("at");
    here = all[next];
    here.classList.add("at");
    (here.querySelector("summary, a") || here).focus({ preventScroll: true });
    here.scrollIntoView({ block: "nearest" });
    if (next === all.length - 1) {
      const more = document.querySelector(".more a, .further a");
      if (more && step > 0) more.click();
    }
  };
  const typing = (node) => node.closest("input, textarea, select, [contenteditable]");
  const places = { f: "/", s: "/sources", r: "/report", a: "/add", u: "/judgements" };
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (typing(event.target)) event.target.blur();
      document.getElementById("keys")?.close();
      return;
    }
    if (typing(event.target)) {
      if (event.key === "ArrowDown" && event.target.matches("[data-find]")) { event.preventDefault(); here = null; go(1); }
      return;
    }
    const key = event.key;
    if (before === "g" && places[key]) { location.href = places[key]; }
    else if (key === "j") go(1);
    else if (key === "k") go(-1);
    else if (key === "o" && here) { const fold = here.closest("details"); if (fold) fold.open = !fold.open; else here.querySelector("a")?.click(); }
    else if (key === "/") { const find = document.querySelector("[data-find]"); if (find) { find.focus(); find.select(); } else location.href = "/search"; event.preventDefault(); }
    else if (key === "?") { help(); }
    else if (key === "u") { const up = document.querySelector(".kicker a[href^='/stories/']"); location.href = up ? up.href : "/"; }
    else { const button = /^[a-z]$/.test(key) && document.querySelector(`[data-key="${key}"]`); if (button && before !== "g") button.click(); }
    before = key;
  });

  // The keys, as a box over the page.
  const help = () => {
    let box = document.getElementById("keys");
    if (box) { box.showModal(); return; }
    fetch("/help", { headers: { "HX-Request": "true" } }).then((answer) => answer.text()).then((told) => {
      box = document.createElement("dialog");
      box.id = "keys";
      box.setAttribute("aria-label", "Keys");
      box.append(...new DOMParser().parseFromString(told, "text/html").body.children);
      document.body.append(box);
      box.addEventListener("click", (event) => { if (event.target === box || event.target.matches("[data-close]")) box.close(); });
      box.showModal();
    });
  };
  document.querySelector("[data-help]")?.addEventListener("click", (event) => { event.preventDefault(); help(); });

  // Pages dropped anywhere on the desk are added; see the page Add for how far they are.
  const MOST = 12 * 1024 * 1024, BUNDLE = 20;
  const send = async (files) => {
    const bundles = [[]];
    let size = 0;
    for (const file of files) {
      if (bundles.at(-1).length >= BUNDLE || size + file.size > MOST) { bundles.push([]); size = 0; }
      bundles.at(-1).push(file);
      size += file.size;
    }
    let sent = 0, last = "/add";
    for (const bundle of bundles.filter((one) => one.length)) {
      say(`Sending ${sent + 1} to ${sent + bundle.length} of ${files.length} files …`);
      const form = new FormData();
      for (const file of bundle) form.append("files", file, file.name);
      const answer = await fetch("/add", { method: "POST", body: form, headers: { "X-Crosswire-Form": document.body.dataset.secret } });
      if (!answer.ok) { say(`Not taken: ${(await answer.text()).replace(/<[^>]*>/g, " ").trim().slice(0, 160)}`); return; }
      last = answer.url;
      sent += bundle.length;
    }
    location.href = last;
  };
  const over = (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); root.classList.add("dropping"); } };
  addEventListener("dragover", over);
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) root.classList.remove("dropping"); });
  addEventListener("drop", (event) => {
    root.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    send([...event.dataTransfer.files]);
  });
  document.querySelector("form[data-send]")?.addEventListener("submit", (event) => {
    const files = [...event.target.querySelector("input[type=file]").files];
    if (files.length) { event.preventDefault(); send(files); }
  });
})();
