// Text pasted into a field comes in clean: nothing that nobody sees comes along, and what is left out is said beside it.
// A field for a wording keeps italics and bold as our own markup; any other takes the words alone.
"use strict";

// Scripts of one page share their top-level names; those of this one stay here.
{
/* What was left out: kind -> the words of each, "" for signs that have none. */

const count = (left, kind, words = "") => left.set(kind, [...(left.get(kind) ?? []), words.replace(/\s+/g, " ").trim()]);

/* Signs */

const UNSEEN = /(?<=^|\n)[ \t]*\p{Co}[ \t\u00a0]*|[\p{Co}\ufffc\ufff9-\ufffb]|(?![\n\t])[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const KINDS = [["hyphens", /\u00ad/], ["pictures", /\ufffc/], ["bullets", /\p{Co}/u]];
const SPACES = /[ \t\u00a0\u202f\u1680\u2000-\u200a\u205f]+/gu;
const PLAIN = /^ +$/;
const BINDING = /^[\u00a0\u202f]$/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

// In some scripts these are spelling: joiners inside a word, marks of direction, selectors that tell ideographs apart.
function isSpelling(sign, before, after, isRightToLeft) {
  if (/[\u200e\u200f\u061c]/.test(sign)) return isRightToLeft;
  if (/[\u200c\u200d]/.test(sign)) return /[^\P{L}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]\p{M}*$/u.test(before) && /^\p{L}/u.test(after);
  return /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(sign) && /\p{Script=Han}$/u.test(before);
}

// before, after: what stands beside these words, a line break at the edge of a text.
function clean(words, left, before = "\n", after = "\n") {
  const text = words.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n");
  const isRightToLeft = RIGHT_TO_LEFT.test(text);
  const seen = text.replace(UNSEEN, (sign, at) => {
    if (isSpelling(sign, text.slice(Math.max(0, at - 8), at), text.slice(at + sign.length, at + sign.length + 8), isRightToLeft)) return sign;
    count(left, KINDS.find(([, signs]) => signs.test(sign))?.[0] ?? "signs");
    return "";
  });
  return seen.replace(SPACES, (found, at) => {
    if (PLAIN.test(found)) return found;
    const isAtEdge = (seen[at - 1] ?? before.at(-1)) === "\n" || (seen[at + found.length] ?? after[0]) === "\n";
    // A no-break space alone binds a number to its unit.
    if (BINDING.test(found) && !isAtEdge) return found;
    count(left, "spaces");
    return isAtEdge ? "" : " ";
  });
}

/* Styled text, as Word, LibreOffice, Google Docs and pages of the web lay it on the clipboard */

const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE SECTION TABLE TR UL".split(" "));
const SILENT = new Set("HEAD LINK META NOSCRIPT SCRIPT STYLE TEMPLATE TITLE".split(" "));
const NOTE_MARK = /#(_ftn|_edn|sdfootnote|sdendnote|ftnt|note-|fn|cite_note)/;
const NOTE_TEXT = /^(sdfootnote|sdendnote|ftn|edn)\d+$/;
const FONT_OF_BULLETS = /font-family:[^;]*(symbol|wingdings|webdings|courier)/i;
const RAISED = new Map([..."0123456789"].map((digit, at) => [digit, "⁰¹²³⁴⁵⁶⁷⁸⁹"[at]]));
const LOWERED = new Map([..."0123456789"].map((digit, at) => [digit, "₀₁₂₃₄₅₆₇₈₉"[at]]));

// Styles and handlers are refused by our policy as soon as they are parsed, so they get other names before that.
// Nothing is loaded and nothing runs in a document that is only parsed.
function parsed(html) {
  const plain = html.replace(/<style\b[^]*?<\/style\s*>/gi, "");
  const told = plain.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/[\s/](style|on\w+)(?=\s*=)/gi, " data-$1"));
  return new DOMParser().parseFromString(told, "text/html").body;
}
const look = (element) => element.dataset?.style ?? "";

// The style inside an element. Only what is said outright counts: a heading of a page is not bold words.
function styled(element, style) {
  const css = look(element);
  const name = element.tagName;
  const inside = { ...style };
  if (name === "B" || name === "STRONG") inside.bold = true;
  if (name === "I" || name === "EM" || name === "CITE") inside.italic = true;
  const weight = /(?<![\w-])font-weight:\s*(\w+)/i.exec(css)?.[1].toLowerCase();
  if (weight) inside.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  const slant = /(?<![\w-])font-style:\s*(\w+)/i.exec(css)?.[1].toLowerCase();
  if (slant) inside.italic = slant === "italic" || slant === "oblique";
  const rise = /vertical-align:\s*(super|sub)/i.exec(css)?.[1].toLowerCase();
  if (name === "SUP" || rise === "super") inside.figures = RAISED;
  if (name === "SUB" || rise === "sub") inside.figures = LOWERED;
  if (name === "PRE" || /white-space:\s*pre/i.test(css)) inside.isLaidOut = name === "PRE";
  return inside;
}

// What an element is that leaves its words behind, "" for one that keeps them.
function leftBehind(element) {
  const css = look(element);
  const says = (pattern) => pattern.test(css);
  if (/^(DEL|S|STRIKE)$/.test(element.tagName) || says(/text-decoration[^;]*line-through/i)) return "deleted";
  if (says(/mso-element:\s*comment/i) || element.matches(".MsoCommentReference, .msocomanchor")) return "comments";
  if (says(/mso-element:\s*(foot|end)note/i) || NOTE_TEXT.test(element.id)) return "notes";
  if (element.matches("a[href]") && NOTE_MARK.test(element.getAttribute("href")) && element.textContent.trim().length < 8) return "notes";
  if (says(/display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i) || element.matches("[hidden], .visually-hidden")) return "hidden";
  if (says(/mso-list:\s*ignore/i) && isBullet(element)) return "bullets";
  return /^(IMG|SVG|OBJECT|VIDEO|CANVAS)$/i.test(element.tagName) ? "pictures" : "";
}

const isBullet = (element) =>
  !/[\p{L}\p{N}]/u.test(element.textContent) || [element, ...element.querySelectorAll("*")].some((it) => FONT_OF_BULLETS.test(look(it)));

// Runs of one style in order; a line begins where a block does.
function read(node, style, runs, left) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) addWords(child.data, style, runs);
    else if (child.nodeType === Node.ELEMENT_NODE && !SILENT.has(child.tagName)) readElement(child, style, runs, left);
  }
}

function readElement(element, style, runs, left) {
  const kind = leftBehind(element);
  if (kind) {
    if (kind === "pictures" || element.textContent.trim()) count(left, kind, kind === "notes" ? "" : element.textContent);
    return;
  }
  if (element.tagName === "BR") return void runs.push({ text: "\n", isBreak: true });
  if (element.matches(".Apple-converted-space")) return void runs.push({ text: " " });
  // Word has something in each empty paragraph.
  if (element.tagName === "O:P" && !element.textContent.trim()) return;
  lose(element, left);
  const isBlock = BLOCKS.has(element.tagName);
  if (isBlock) runs.push({ text: "\n", isEdge: true });
  if (/^T[DH]$/.test(element.tagName)) runs.push({ text: " " });
  read(element, styled(element, style), runs, left);
  if (isBlock) runs.push({ text: "\n", isEdge: true });
}

// What an element is besides its words and has no place in a text.
function lose(element, left) {
  const address = element.matches("a[href]") ? element.getAttribute("href") : "#";
  if (!address.startsWith("#") && address !== element.textContent) count(left, "links");
  const isUnderlined = element.tagName === "U" || /text-decoration[^;]*underline/i.test(look(element));
  if (isUnderlined && !element.closest("a, ins")) count(left, "underlines");
  if (element.tagName === "LI") count(left, "bullets");
}

function addWords(data, style, runs) {
  const words = style.isLaidOut ? data : data.replace(/[ \t\r\n]+/g, " ");
  const isFigures = style.figures && /^\d+$/.test(words);
  runs.push({ ...style, text: isFigures ? [...words].map((it) => style.figures.get(it)).join("") : words });
}

// A space, a break or a lone bracket goes with what stands before it: there is nothing to see in its own style.
function joined(runs) {
  const whole = [];
  for (const { text, bold = false, italic = false, isEdge = false } of runs) {
    const last = whole.at(-1);
    if (isEdge && (!last || /\n *$/.test(last.text))) continue;
    const goesWith = !/[^\s[\]【】]/u.test(text);
    if (last && (goesWith || (last.bold === bold && last.italic === italic))) last.text += text;
    else whole.push({ text, bold: bold && !goesWith, italic: italic && !goesWith });
  }
  return whole;
}

// Our markup: the signs of emphasis are switches, and what would be read as one stands behind a backslash.
function written(runs) {
  let text = "";
  let state = { bold: false, italic: false };
  for (const run of [...runs.filter((it) => it.text), { text: "", bold: false, italic: false }]) {
    text += (run.bold !== state.bold ? "**" : "") + (run.italic !== state.italic ? "*" : "");
    text += run.text.replace(/[\\*]|\[(?=\^)/g, "\\$&");
    state = run;
  }
  return text;
}

// Spaces as a page shows them: none at the edge of a line, one between words.
function tidied(runs) {
  const whole = joined(runs);
  whole.forEach((run, at) => {
    run.text = run.text.replace(/ +/g, " ").replace(/ ?\n ?/g, "\n");
    const before = whole[at - 1]?.text ?? "\n";
    if (/[\s]$/.test(before)) run.text = run.text.replace(/^[ \u00a0\u202f]+/, "");
    if (before.endsWith(" ") && run.text.startsWith("\n")) whole[at - 1].text = before.slice(0, -1);
  });
  if (whole.length) whole.at(-1).text = whole.at(-1).text.replace(/[ \n]+$/, "");
  return whole;
}

// Whether every word of the plain text on the clipboard came along or is named among what did not.
function isWhole(plain, runs, left) {
  const words = (text) => text.normalize("NFC").match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  const has = new Set(words([...runs.map((it) => it.text), ...[...left.values()].flat()].join(" ")));
  return words(clean(plain, new Map())).every((it) => has.has(it) || left.has("notes") || left.has("comments"));
}

// What goes into the field. html: "" where the clipboard has words alone.
function received(plain, html, left) {
  const told = new Map();
  const runs = [];
  if (html) read(parsed(html), {}, runs, told);
  const all = joined(runs);
  const cleaned = tidied(all.map((run, at) => ({ ...run, text: clean(run.text, told, all[at - 1]?.text, all[at + 1]?.text) })));
  if (!cleaned.some((run) => run.text.trim()) || !isWhole(plain, cleaned, told)) return null;
  told.forEach((words, kind) => left.set(kind, words));
  const edge = (pattern) => (pattern.test(plain) ? " " : "");
  return { runs: cleaned, before: edge(/^[ \u00a0]/), after: edge(/[ \u00a0]$/) };
}

/* The field */

function put(field, text) {
  field.focus();
  // So that the browser can undo it; not every browser knows it for fields.
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}

// Words that somebody struck out or hid are said, so that nobody takes their going for an accident.
const NAMED = new Set(["deleted", "hidden"]);
const LONGEST = 60;

function quoted(words) {
  const quote = document.createElement("q");
  quote.textContent = words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  return quote;
}

// Beside the field: what was left out, and a way to have it all the same.
function tell(field, left, inserted, plain, start) {
  const kinds = document.getElementById("pasted");
  const note = document.createElement("p");
  note.className = "hint pasted";
  note.setAttribute("role", "status");
  note.append(`${kinds.dataset.left} `);
  [...left].forEach(([kind, words], at) => {
    note.append(`${at ? "; " : ""}${kinds.dataset[kind]} `);
    if (NAMED.has(kind)) note.append(...words.flatMap((it, nth) => [nth ? ", " : "", quoted(it)]));
    else note.append(`(${words.length})`);
  });
  note.append(". ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = kinds.dataset.verbatim;
  button.addEventListener("click", () => {
    // Where the words were edited meanwhile, nothing can be put in their place.
    if (field.value.slice(start, start + inserted.length) === inserted) {
      field.setSelectionRange(start, start + inserted.length);
      put(field, plain);
    }
    note.remove();
  });
  note.append(button);
  field.after(note);
}

const isOurs = (field) => field.matches?.("textarea") && !field.readOnly && !field.disabled;

function take(event, plain, html) {
  const field = event.target;
  const left = new Map();
  const found = html ? received(plain, html, left) : null;
  let text;
  if (found) {
    const words = field.matches(".wording") ? written(found.runs) : found.runs.map((run) => run.text).join("");
    text = found.before + words + found.after;
  } else text = clean(plain, left);
  field.parentElement.querySelector(".pasted")?.remove();
  // As the browser does it itself.
  if (text === plain.replace(/\r\n?/g, "\n") && !left.size) return;
  event.preventDefault();
  const start = field.selectionStart;
  put(field, text);
  if (left.size) tell(field, left, text, plain, start);
}

document.addEventListener("paste", (event) => {
  if (isOurs(event.target)) take(event, event.clipboardData.getData("text/plain"), event.clipboardData.getData("text/html"));
});

// Words that are dragged into a field come as words alone.
document.addEventListener("beforeinput", (event) => {
  if (event.inputType === "insertFromDrop" && event.data && isOurs(event.target)) take(event, event.data, "");
});
}
