// The clock of a speech. The page is right without this file when it loads; this counts on, by the server's clock, and
// keeps the part that looks at the server every two seconds from disturbing anybody.
"use strict";

// The one of drafting/web/live.py.
const INSTANT = "Drafting-Now";
const LIVE = "[data-live]";
// Below this the way of an answer through the network would make the seconds jump.
const TOLERANCE = 700;
const clock = { server: 0, steady: 0, wall: 0 };
const said = { speech: "", tone: "" };
let next = 0;

/* The server's instant, counted on from the newest answer. What passed since is measured twice: one measure stands still
   while the device sleeps, the other jumps when somebody sets the device's clock. The longer one counts, so that nobody
   is shown more time than there is. */

const serverNow = () => clock.server + Math.max(performance.now() - clock.steady, Date.now() - clock.wall, 0);

function set(server, since) {
  Object.assign(clock, { server, steady: since, wall: Date.now() - (performance.now() - since) });
}

// The server read its clock at some moment between the asking and the answer; only a clock that has another hour for
// every one of these moments is wrong. On a slow line an answer is old, and must turn nothing back.
function heard(server, asked) {
  if (asked - TOLERANCE < server && server < serverNow() + TOLERANCE) return;
  set(server, performance.now() - (serverNow() - asked));
}

// Whole seconds of the server, as drafting/domain/speaking.py counts them.
function left(timer) {
  const { limit, spoken, since } = timer.dataset;
  const running = since ? Math.max(0, Math.floor(serverNow() / 1000) - Math.floor(Number(since) / 1000)) : 0;
  return Number(limit) - Number(spoken) - running;
}

// The rules of `clock` and `tone` in drafting/web/speakers_words.py.
const inDigits = (seconds) => `${seconds < 0 ? "+" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
const toneOf = (seconds) => (seconds <= 0 ? "over" : seconds <= 60 ? "soon" : "calm");

function show(timer) {
  const seconds = left(timer);
  const words = inDigits(seconds);
  const field = timer.querySelector("[data-left]");
  if (field.textContent !== words) field.textContent = words;
  timer.dataset.tone = toneOf(seconds);
  timer.querySelector("[data-over]").hidden = seconds > 0;
  tell(timer.dataset.speech, toneOf(seconds));
}

// Who listens is told twice: when the last minute begins, and at the end; not of what was so when the page came.
function tell(speech, tone) {
  const place = document.getElementById("timer-said");
  if (said.speech === speech && said.tone !== tone && place) {
    place.textContent = { calm: "", soon: place.dataset.soon, over: place.dataset.end }[tone];
  }
  Object.assign(said, { speech, tone });
}

function tick() {
  clearTimeout(next);
  const timers = [...document.querySelectorAll("[data-timer]")];
  for (const timer of timers) show(timer);
  if (timers.some((it) => it.dataset.since)) next = setTimeout(tick, 1000 - (serverNow() % 1000) + 20);
}

function start(root, since) {
  const timer = root.querySelector?.("[data-timer]");
  if (timer && !clock.server) set(Number(timer.dataset.now), since);
  tick();
}

/* The part that looks at the server */

const tags = new WeakMap();
const asked = new WeakMap();
let arriving = null;

// What has not changed is left as it stands, whatever somebody does in it. The browser keeps the answer and tells an
// unchanged one by its tag.
document.addEventListener("htmx:beforeSwap", (event) => {
  const place = event.detail.target;
  const { xhr, requestConfig } = event.detail;
  const server = Number(xhr.getResponseHeader(INSTANT));
  if (server) heard(server, asked.get(xhr));
  if (!place.matches?.(LIVE) || requestConfig.verb !== "get") return;
  const tag = xhr.getResponseHeader("ETag");
  if (tag && tags.get(place) === tag) event.detail.shouldSwap = false;
  else arriving = tag;
  tick();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const part = event.target.matches?.(LIVE) ? event.target : document.querySelector(LIVE);
  if (part && arriving) tags.set(part, arriving);
  arriving = null;
  tick();
});

document.addEventListener("htmx:beforeSend", (event) => asked.set(event.detail.xhr, serverNow()));

// A hidden tab asks nothing of the server, and nobody's choice is taken away while it is being made.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (!elt.matches(LIVE) || requestConfig.verb !== "get") return;
  if (document.hidden || elt.querySelector("select:focus, textarea:focus, input:focus")) event.preventDefault();
});

document.addEventListener("htmx:load", (event) => start(event.target, performance.now()));
document.addEventListener("visibilitychange", tick);
window.addEventListener("pageshow", tick);
start(document, performance.getEntriesByType("navigation")[0]?.requestStart ?? 0);
