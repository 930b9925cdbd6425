// Small helps for people who write. Everything here is an addition: each form works without it.
"use strict";

const OURS = "drafting:";
const KEEPING = "form[data-keep]";
const messages = () => document.getElementById("messages");

// The browser may refuse to store (private windows, full discs); the page then works without.
function store(action) {
  try {
    return action(window.localStorage);
  } catch {
    return null;
  }
}

/* Words typed and not saved are kept, so that a lost connection, a closed tab or an ended session loses nothing.
   They are kept by person and by form, with the revision they were written on: put back onto a text that moved on
   meanwhile, they are compared with it by the server like those of any other stale page. */

const place = (form) => `${OURS}words:${document.documentElement.dataset.person}:${form.dataset.keep}`;
const written = (form) => [...form.querySelectorAll("textarea[data-current]")];
// An emptied field holds nothing that could be lost.
const isNews = (field, words) => words !== field.dataset.current && words.trim() !== "";
const lasting = (form) => [...form.elements].filter((it) => it.name && it.name !== "token" && it.matches("input, textarea"));
const isChoice = (field) => field.type === "radio" || field.type === "checkbox";

function keep(form) {
  if (!written(form).some((field) => isNews(field, field.value))) return forget(form);
  const fields = lasting(form).filter((it) => !isChoice(it) || it.checked);
  const words = JSON.stringify(fields.map((it) => [it.name, it.value]));
  return store((it) => it.setItem(place(form), words));
}

function forget(form) {
  store((it) => it.removeItem(place(form)));
}

/* By name: every value, for several boxes of one name may be ticked. */
function kept(form) {
  const words = new Map();
  try {
    const fields = JSON.parse(store((it) => it.getItem(place(form)))) ?? [];
    for (const [name, value] of fields) words.set(name, [...(words.get(name) ?? []), value]);
  } catch {
    words.clear();
  }
  return words;
}

function fill(form, words) {
  for (const field of lasting(form).filter((it) => words.has(it.name))) {
    const values = words.get(field.name);
    const value = values.at(-1);
    if (isChoice(field)) field.checked = values.includes(field.value);
    else if (field.type === "hidden") [field.dataset.shown, field.value] = [field.value, value];
    else field.value = value;
  }
  showChange(form);
}

function restore(form) {
  // What the server shows again after a refusal is newer than what was kept.
  if ("typed" in form.dataset) return keep(form);
  const words = kept(form);
  if (!written(form).some((field) => isNews(field, words.get(field.name)?.at(-1) ?? ""))) return forget(form);
  fill(form, words);
  const fold = form.closest("details");
  if (fold) fold.open = true;
  return hint(form, true);
}

function hint(form, isShown) {
  const note = form.querySelector("[data-restored]");
  if (note) note.hidden = !isShown;
}

// As if it were typed: the page shows what would change.
function showChange(form) {
  const first = written(form)[0];
  if (first) first.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  const form = event.target.closest(KEEPING);
  if (form) keep(form);
});

// The text as it stands, in place of words that were put back.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-discard]");
  if (!button) return;
  const form = button.closest("form");
  forget(form);
  form.reset();
  for (const field of form.querySelectorAll("[data-shown]")) field.value = field.dataset.shown;
  hint(form, false);
  const [first] = written(form);
  showChange(form);
  first.focus();
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { status } = event.detail.xhr;
  if (status < 400 && event.target.matches(KEEPING)) forget(event.target);
  if (status !== 401) say("");
});

// Whoever signs out leaves no words behind for the next person at this machine.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-sign-out]")) return;
  store((it) => Object.keys(it).filter((key) => key.startsWith(`${OURS}words:`)).forEach((key) => it.removeItem(key)));
});

/* Writing */

// Brackets round the selected words; the server reads them like any other words.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-bracket]");
  if (!button) return;
  const field = document.getElementById(button.dataset.bracket);
  const { selectionStart: start, selectionEnd: end, value } = field;
  field.focus();
  if (start === end) return;
  field.setRangeText(`[${value.slice(start, end)}]`, start, end, "select");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A new paragraph begins empty, a change with the words as they stand. Caught on its way down, before htmx shows it.
document.addEventListener("change", (event) => {
  if (!event.target.matches("input[type=radio][name=kind]")) return;
  const field = event.target.form.elements.text;
  const isNew = event.target.value.startsWith("insert");
  if (isNew && field.value === field.dataset.current) field.value = "";
  else if (!isNew && field.value === "") field.value = field.dataset.current;
  keep(event.target.form);
}, true);

/* The connection */

function say(sentence) {
  const room = messages();
  room.querySelectorAll("[data-said]").forEach((it) => it.remove());
  room.classList.toggle("urgent", Boolean(sentence));
  if (!sentence) return;
  const message = document.createElement("p");
  message.className = "message error";
  message.dataset.said = "";
  message.textContent = sentence;
  room.append(message);
}

// The button that was pressed was switched off while its request ran; the keyboard returns to it.
function backToButton(event) {
  const pressed = event.detail.requestConfig?.triggeringEvent?.submitter;
  if (pressed && isAdrift()) setTimeout(() => pressed.focus({ preventScroll: true }), 0);
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    say(messages().dataset.offline);
    backToButton(event);
  });
}
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) return;
  say(messages().dataset.refused);
  backToButton(event);
});

// A hidden tab asks nothing of the server.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.id === "since") event.preventDefault();
});

// A form that is sent as a whole page is sent once.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[method=post]:not([hx-post])")) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

/* The keyboard: after a part of the page was exchanged, it goes on where the person was. */

const isAdrift = () => !document.activeElement || document.activeElement === document.body;

function land(root) {
  const said = root.querySelector("[role=alert], [data-done]");
  if (said) said.tabIndex = -1;
  (said || root.querySelector("[data-toggle]") || root).focus({ preventScroll: !said });
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches(".para, #run") && isAdrift()) land(event.target);
});

// What cleans pasted words is fetched with the first field that words can be pasted into: most people read.
function bring(script) {
  if (!script || document.querySelector(`script[src="${script}"]`)) return;
  document.head.append(Object.assign(document.createElement("script"), { src: script }));
}

// Told of the page once and of every part that is exchanged, when htmx is ready to show what was put back.
function ready(root) {
  for (const help of root.querySelectorAll("[data-script]")) help.hidden = false;
  for (const form of root.querySelectorAll(KEEPING)) restore(form);
  if (root.querySelector("textarea")) bring(document.documentElement.dataset.paste);
}
document.addEventListener("htmx:load", (event) => ready(event.target));
if (!window.htmx) ready(document);

// "Next open paragraph" goes on from where the reader is, and round to the first one after the last.
const OPEN = ".para:is([data-state=open], [data-state=bracketed], [data-state=deferred]):has(> .rail > .state)";
let visited = null;

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-next-open]")) return;
  const top = (it) => it.getBoundingClientRect().top;
  const open = [...document.querySelectorAll(OPEN)];
  const here = open.find((it) => it.id === visited && top(it) > 0 && top(it) < 240);
  const next = here ? open[open.indexOf(here) + 1] : open.find((it) => top(it) > 120);
  const target = next || open[0];
  if (!target) return;
  event.preventDefault();
  visited = target.id;
  target.scrollIntoView({ behavior: "instant" });
  target.querySelector(".mark a").focus({ preventScroll: true });
});
