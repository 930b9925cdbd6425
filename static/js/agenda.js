// Items of the agenda are dragged to their place. An addition: the buttons beside each item do the same.
"use strict";

// In a room of its own: names of one script are seen by the others.
{
  const form = document.getElementById("moving");
  const lists = [...document.querySelectorAll(".items[data-sitting]")];
  let dragged = null;

  const unmark = () =>
    document.querySelectorAll(".target, .target-end").forEach((it) => it.classList.remove("target", "target-end"));

  function field(name, value) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }

  // The item before which the dragged one would stand, null for the end of the list.
  function follower(event) {
    const over = event.target.closest(".items > li[data-item]");
    if (!over) return null;
    const { top, height } = over.getBoundingClientRect();
    return event.clientY > top + height / 2 ? over.nextElementSibling : over;
  }

  for (const item of document.querySelectorAll(".items > li[data-item]")) {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", item.dataset.item);
      item.classList.add("dragged");
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("dragged");
      dragged = null;
      unmark();
    });
  }

  for (const list of lists) {
    list.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      unmark();
      const before = follower(event);
      if (before) before.classList.add("target");
      else list.classList.add("target-end");
    });
    list.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const before = follower(event);
      if (before === dragged) return;
      field("move", `${dragged.dataset.item} to ${dragged.dataset.seal}`);
      field("sitting", list.dataset.sitting);
      field("before", before ? before.dataset.item : "");
      form.requestSubmit();
    });
  }

  // Whoever moves an item by its button may press it again: the keyboard comes back to it.
  const WAY = "drafting:agenda-way";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=move]");
    try {
      if (button) window.sessionStorage.setItem(WAY, button.value.split(" ")[1]);
    } catch {
      // The browser may refuse to store; the keyboard then begins at the item.
    }
  });

  function back() {
    const item = document.getElementById(window.location.hash.slice(1));
    try {
      const way = window.sessionStorage.getItem(WAY);
      window.sessionStorage.removeItem(WAY);
      if (item && way) item.querySelector(`button[value*=" ${way} "]`)?.focus({ preventScroll: true });
    } catch {
      // Nothing was stored.
    }
  }
  // The browser itself goes to the item of the address first.
  window.addEventListener("load", () => setTimeout(back));
}
