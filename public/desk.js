// Makes the desk quick: keys, and a slip that changes without loading the page anew. Everything works without it.
(() => {
  "use strict";

  const OFF = "fingerpost-keys-off"; // a wish about this computer; says nothing about anybody
  const board = () => document.getElementById("board");
  const find = selector => document.querySelector(selector);

  const keysAreOn = () => {
    try { return localStorage.getItem(OFF) === null; } catch { return true; }
  };

  const say = words => {
    const place = document.getElementById("said");
    if (place) place.textContent = words;
  };

  // One thing after another, so that keys pressed in a hurry act in the order in which they were pressed.
  let last = Promise.resolve();
  const inTurn = act => { last = last.then(act).catch(() => {}); };

  // The address that a button of the slip leads to.
  const address = button => {
    const fields = new URLSearchParams(new FormData(button.form));
    fields.set(button.name, button.value);
    return `${new URL(button.form.action).pathname}?${fields}`;
  };

  const change = async (button, focus) => {
    const url = address(button);
    let page;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error();
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      location.assign(url);
      return;
    }
    const fresh = page.getElementById("board");
    if (!fresh) { location.assign(url); return; }
    const open = [...document.querySelectorAll(".card details[open]")].map(part => part.closest(".card").id);
    const said = button.dataset.on ? `${button.dataset.on} is on the slip.`
      : button.dataset.off ? `${button.dataset.off} is off the slip.` : "They are all on the slip.";
    board().replaceWith(document.adoptNode(fresh));
    for (const id of open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
    const slip = find("form.desk-form input[name=slip]");
    const now = page.querySelector("form.desk-form input[name=slip]");
    if (slip && now) slip.value = now.value;
    history.replaceState(null, "", url);
    say(`${said} ${find("#slip-heading")?.textContent ?? ""}`);
    if (focus) (button.id && document.getElementById(button.id) || find("#slip-heading"))?.focus({ preventScroll: true });
  };

  document.addEventListener("click", event => {
    const button = event.target.closest?.("button[form=state]");
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    inTurn(() => change(button, true));
  });

  const print = () => {
    const form = document.getElementById("slip-form");
    if (form) { form.requestSubmit(); return; }
    if (document.getElementById("print-now")) { window.print(); return; }
    say("Nothing is on the slip yet. Press a number first.");
  };

  const keys = {
    "/": () => { const field = document.getElementById("q"); field?.focus(); field?.select(); },
    "?": () => {
      const list = document.getElementById("keys");
      if (!list) return;
      list.open = !list.open;
      if (list.open) list.querySelector("summary").focus();
    },
    p: () => inTurn(print),
  };
  for (const digit of "123456789") {
    keys[digit] = () => inTurn(() => {
      const button = find(`button[data-key="${digit}"]`);
      return button ? change(button, false) : say(`There is nothing to put on the slip under ${digit}.`);
    });
  }

  const isTyping = element =>
    element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const act = keys[event.key.toLowerCase()];
    if (!act || !keysAreOn()) return;
    event.preventDefault();
    act();
  });

  const choice = document.getElementById("keys-on");
  if (choice) {
    document.getElementById("keys-choice").hidden = false;
    choice.checked = keysAreOn();
    choice.addEventListener("change", () => {
      try { choice.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); } catch { /* not kept */ }
    });
  }

  const printNow = document.getElementById("print-now");
  if (printNow) {
    printNow.hidden = false;
    document.getElementById("print-by-menu").hidden = true;
    printNow.addEventListener("click", () => window.print());
    if (location.hash === "#print") {
      history.replaceState(null, "", location.pathname + location.search); // so that a reload does not print again
      window.print();
    }
  }
})();
