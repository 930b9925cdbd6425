// How long a no-objection period still lasts, by the server's clock. The page is right without this file when it loads.
"use strict";

const UNITS = { day: 86400, hour: 3600, minute: 60, second: 1 };
// Seconds left at which a person who listens is told, once each.
const TOLD_AT = [86400, 3600, 600, 60];
const language = document.documentElement.lang;
const running = new Map();
let next = 0;

/* The server's clock goes on from the instant that the page was made. What passed since is measured twice: one measure
   may stand still while the device sleeps, the other jumps when somebody sets the device's clock. The longer one
   counts, so that nobody is shown more time than there is; a page loaded again is exact. */

function clockFrom(made, asked) {
  const since = { steady: asked, wall: firstSeen(made, Date.now() - (performance.now() - asked)) };
  return () => made + Math.max(performance.now() - since.steady, Date.now() - since.wall, 0);
}

// A page that the browser kept and shows again was made when it was first seen, not now.
function firstSeen(made, now) {
  const key = `drafting:made:${made}`;
  try {
    const seen = Number(sessionStorage.getItem(key));
    if (seen) return Math.min(seen, now);
    sessionStorage.setItem(key, String(now));
  } catch {
    // A browser that stores nothing cannot know; the page is then taken for new.
  }
  return now;
}

// When the page was asked for: its instant was read after that.
const asked = () => performance.getEntriesByType("navigation")[0]?.requestStart ?? 0;

/* Words. The rules are those of `remaining` in drafting/web/moments.py. */

function inWords(seconds, words) {
  const whole = (unit) => Math.floor(seconds / UNITS[unit]);
  const [large, small, within] =
    whole("day") ? ["day", "hour", 24] : whole("hour") ? ["hour", "minute", 60] : whole("minute") ? ["minute"] : ["second"];
  const counts = [[large, whole(large)]];
  if (small) counts.push([small, whole(small) % within]);
  const rule = new Intl.PluralRules(language);
  return counts.filter(([, count]) => count).map(([unit, count]) => words[unit][rule.select(count)].replace("#", count)).join(" ");
}

function wallTime(instant, zone, more) {
  const form = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  try {
    return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...form, ...more }).format(instant);
  } catch {
    return ""; // This browser does not know the zone.
  }
}

// Said where the device's zone shows another hour than those that the page names already.
function sayHere(place, ends) {
  const line = place.querySelector("[data-here]");
  const here = wallTime(ends);
  const shown = JSON.parse(place.dataset.zones).filter(Boolean).map((zone) => wallTime(ends, zone));
  if (!here || shown.includes(here)) return;
  line.textContent = line.dataset.here.replace("#", wallTime(ends, undefined, { timeZoneName: "shortOffset" }).replace("GMT-", "UTC−").replace("GMT", "UTC"));
  line.hidden = false;
}

/* Counting */

function begin(place, since) {
  const ends = Number(place.dataset.ends);
  running.set(place, { ends, clock: clockFrom(Number(place.dataset.now), since), words: JSON.parse(place.dataset.words), before: Infinity });
  sayHere(place, ends);
}

function show(place, count) {
  const left = count.ends - count.clock();
  if (left <= 0) return end(place);
  const seconds = Math.ceil(left / 1000);
  const words = inWords(seconds, count.words);
  const field = place.querySelector("[data-left]");
  if (field.textContent !== words) field.textContent = words;
  if (TOLD_AT.some((at) => seconds <= at && at < count.before && count.before !== Infinity)) tell(place, words);
  count.before = seconds;
  return left % 1000;
}

function tell(place, words) {
  const told = place.querySelector("[data-said]");
  told.textContent = words ? told.dataset.said.replace("#", words) : place.querySelector("[data-over]").textContent.trim();
}

function end(place) {
  running.delete(place);
  place.querySelector(".left").hidden = true;
  place.querySelector("[data-over]").hidden = false;
  tell(place, "");
  return Infinity;
}

// Once for each second that is shown; the browser may let a hidden tab wait longer.
function tick() {
  clearTimeout(next);
  for (const place of [...running.keys()].filter((it) => !it.isConnected)) running.delete(place);
  const waits = [...running].map(([place, count]) => show(place, count));
  const wait = Math.min(...waits, Infinity);
  if (wait !== Infinity) next = setTimeout(tick, Math.max(wait, 20) + 5);
}

function start(root, since) {
  const places = [...root.querySelectorAll("[data-countdown]"), ...(root.matches?.("[data-countdown]") ? [root] : [])];
  for (const place of places.filter((it) => !running.has(it))) begin(place, since);
  tick();
}

start(document, asked());
document.addEventListener("htmx:load", (event) => start(event.target, performance.now()));
document.addEventListener("visibilitychange", tick);
window.addEventListener("pageshow", tick);
