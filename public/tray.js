// Makes the practice's list quick: keys go through it. Everything works without it.
(() => {
  "use strict";

  const OFF = "fingerpost-keys-off"; // a wish about this computer; says nothing about anybody
  const links = [...document.querySelectorAll(".tray .line a")];
  const help = document.getElementById("tray-keys");
  if (!help || links.length === 0) return;

  const keysAreOn = () => {
    try { return localStorage.getItem(OFF) === null; } catch { return true; }
  };

  const go = step => {
    const here = links.indexOf(document.activeElement);
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
    links[Math.min(Math.max(next, 0), links.length - 1)].focus();
  };

  const keys = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

  const isTyping = element =>
    element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const step = keys[event.key];
    if (!step || !keysAreOn() || isTyping(event.target)) return;
    // The arrows scroll the page, until somebody is in the list.
    if (event.key.length > 1 && !links.includes(document.activeElement)) return;
    event.preventDefault();
    go(step);
  });

  help.hidden = false;
  const choice = document.getElementById("keys-on");
  choice.checked = keysAreOn();
  choice.addEventListener("change", () => {
    try { choice.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); } catch { /* not kept */ }
  });

  // After filing, the next one is only an Enter away.
  if (new URLSearchParams(location.search).has("filed")) links[0].focus({ preventScroll: true });
})();
