// Small helps for people who write. Everything here is an addition: each form works without it.
"use strict";

const KEPT = "drafting:";
const kept = (field) => KEPT + document.documentElement.dataset.person + ":" + field.dataset.keep;

// The browser may refuse to store (private windows, full discs); the page then works without.
function store(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null;
  }
}

// What is typed is kept until it was saved, so that a lost connection or a closed tab loses nothing.
function keep(field) {
  if (field.value === field.dataset.current) store((it) => it.removeItem(kept(field)));
  else store((it) => it.setItem(kept(field), field.value));
}

function restore(root) {
  for (const field of root.querySelectorAll("textarea[data-keep]")) {
    const words = store((it) => it.getItem(kept(field)));
    if (words !== null && field.value === field.dataset.current && words !== field.value) {
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function forget(form) {
  for (const field of form.querySelectorAll("textarea[data-keep]")) store((it) => it.removeItem(kept(field)));
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-keep]")) keep(event.target);
});

// Brackets round the selected words; the form checks them like any other words.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-bracket]");
  if (!button) return;
  const field = document.getElementById(button.dataset.bracket);
  const { selectionStart: start, selectionEnd: end, value } = field;
  field.focus();
  if (start === end) return;
  field.setRangeText("[" + value.slice(start, end) + "]", start, end, "select");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form && event.detail.successful && event.detail.requestConfig.verb === "post" && event.target === form) forget(form);
});

// After a part of the page was exchanged, the keyboard goes on where the person was.
document.addEventListener("htmx:afterSwap", (event) => {
  const root = event.detail.elt.id ? document.getElementById(event.detail.elt.id) || event.detail.elt : event.detail.elt;
  restore(root);
});

// A lost connection is said aloud; the words stay in their fields.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const place = document.getElementById("messages");
    const code = event.detail.xhr && event.detail.xhr.status;
    if (!place || code === 401) return;
    const message = document.createElement("p");
    message.className = "message error";
    message.textContent = code ? place.dataset.refused : place.dataset.offline;
    place.replaceChildren(message);
    place.scrollIntoView({ block: "nearest" });
  });
}

// A hidden tab asks nothing of the server.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.id === "since") event.preventDefault();
});

// A fallback page is left without its form being sent twice.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[method=post]:not([hx-post])")) {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

restore(document);
