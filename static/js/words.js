// Words typed into any form that is sent as a whole page outlast a lost connection, a closed tab and an ended session.
// (Forms on a wording have their own keeping in drafting.js, bound to the wording that they were made on.)
"use strict";

// Scripts of one page share their top-level names; those of this one stay here.
{
const SENT = `${OURS}sent`;
// What a form was rendered from goes with its words: the server says so when that has moved on.
const BASIS = ["seal", "version", "revision", "base", "seq"];
const WRITES = "textarea, input[type=text], input[type=email], input[type=tel], input[type=number], input[type=date], input[type=time], input:not([type])";

const plainForms = () =>
  [...document.querySelectorAll("form[method=post]:not([hx-post])")].filter(
    (form) => form.querySelector(WRITES) && !form.querySelector("input[type=password], textarea[data-current]"),
  );

// By person and address that the form goes to; two forms of one page that go to the same are told apart by their order.
function shelf(form) {
  const action = new URL(form.action, location.href).pathname;
  const twins = plainForms().filter((it) => new URL(it.action, location.href).pathname === action);
  return `${OURS}words:${document.documentElement.dataset.person}:form:${action}#${twins.indexOf(form)}`;
}

const typedIn = (form) => [...form.elements].filter((it) => it.name && it.matches(`${WRITES}, select`));
const isChanged = (field) =>
  field.matches("select") ? [...field.options].some((it) => it.selected !== it.defaultSelected) && field.value !== "" : field.value !== field.defaultValue;

function shelve(form) {
  const fields = typedIn(form);
  if (!fields.some((it) => it.matches(WRITES) && isChanged(it))) return store((it) => it.removeItem(shelf(form)));
  const basis = [...form.elements].filter((it) => it.type === "hidden" && BASIS.includes(it.name));
  const words = [...fields, ...basis].map((it) => [it.name, it.value]);
  return store((it) => it.setItem(shelf(form), JSON.stringify(words)));
}

function unshelve(form) {
  let words;
  try {
    words = JSON.parse(store((it) => it.getItem(shelf(form)))) ?? [];
  } catch {
    words = [];
  }
  const waiting = [...form.elements].filter((it) => it.name);
  let isBack = false;
  for (const [name, value] of words) {
    // Several fields may bear one name: each takes its own words, in order.
    const at = waiting.findIndex((it) => it.name === name);
    const [field] = at < 0 ? [] : waiting.splice(at, 1);
    if (!field || field.value === value) continue;
    if (field.type === "hidden") field.dataset.shown = field.value;
    else isBack = true;
    field.value = value;
  }
  if (isBack) offer(form);
}

// Says that the words are back, and offers the form as the server gave it.
function offer(form) {
  const note = document.createElement("p");
  note.className = "hint restored";
  note.setAttribute("role", "status");
  note.textContent = `${messages().dataset.restored} `;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "quiet";
  discard.textContent = messages().dataset.discard;
  discard.addEventListener("click", () => {
    store((it) => it.removeItem(shelf(form)));
    form.reset();
    for (const field of form.querySelectorAll("[data-shown]")) field.value = field.dataset.shown;
    note.remove();
    typedIn(form)[0].focus();
  });
  note.append(discard);
  form.prepend(note);
  const fold = form.closest("details");
  if (fold) fold.open = true;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form && plainForms().includes(form)) shelve(form);
});

document.addEventListener("submit", (event) => {
  if (!plainForms().includes(event.target)) return;
  try {
    sessionStorage.setItem(SENT, shelf(event.target));
  } catch {
    // Without it the words are offered once more than they need be.
  }
});

// The page after a form was sent: where it tells of an error, or asks to sign in, the words stay. Answers which form
// came back, for what the server shows again after a refusal is newer than what was kept.
function sentForm() {
  let sent = null;
  try {
    sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
  } catch {
    return null;
  }
  if (sent && !document.querySelector(".message.error, .problem, [aria-invalid=true], [data-words=kept]")) {
    store((it) => it.removeItem(sent));
    return null;
  }
  return sent;
}

const back = sentForm();
for (const form of plainForms()) if (shelf(form) !== back) unshelve(form);
}
