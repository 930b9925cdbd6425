// Keys of the Chair's desk. A key follows a link or moves the focus to a ruling; only Enter makes a ruling.
"use strict";

const SWITCH = "drafting:desk-keys";
const FIELDS = "input, textarea, select, [contenteditable]";
const CHOICES = "input[type=radio], input[type=checkbox]";
const desk = () => document.getElementById("desk");

// The browser may refuse to store; the switch then holds for this page.
let isOff = false;
function remembered() {
  try {
    return window.localStorage.getItem(SWITCH) === "off";
  } catch {
    return isOff;
  }
}

function remember(off) {
  isOff = off;
  try {
    window.localStorage.setItem(SWITCH, off ? "off" : "on");
  } catch {
    // Nothing to do: isOff holds it.
  }
}

// A Russian keyboard writes other letters with the same keys: then the place of the key counts.
function pressed(event) {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
}

// Words are typed into a field; a choice is moved by the arrows alone.
function isTheirs(event) {
  if (event.target.matches(CHOICES)) return event.key.startsWith("Arrow");
  return event.target.matches(FIELDS);
}

function act(target) {
  if (target.matches("a")) {
    target.click();
    return;
  }
  const fold = target.closest("details");
  if (fold) fold.open = true;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const root = desk();
  if (!root || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  if (remembered() || !root.contains(event.target) || isTheirs(event)) return;
  const key = pressed(event);
  const keys = document.getElementById("desk-keys");
  const target = root.querySelector(`[data-key~="${CSS.escape(key)}"]`);
  if (key === "?") keys.open = !keys.open;
  else if (target) act(target);
  else return;
  event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "desk-keys-on") remember(!event.target.checked);
});

// After loading and after every ruling the keyboard goes on at the desk, or at what is in the way.
function settle() {
  const keys = document.getElementById("desk-keys");
  keys.hidden = false;
  document.getElementById("desk-keys-on").checked = !remembered();
  (document.getElementById("refusal") || desk()).focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "desk") {
    settle();
    window.scrollTo({ top: 0 });
  }
});

settle();
