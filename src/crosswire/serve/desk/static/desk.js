// The desk's keys and small helps. Everything can be read without it.
"use strict";
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Crosswire-Form"] = document.body.dataset.secret;
});
