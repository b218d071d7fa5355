// Suggests needs, offers, organisations and places while somebody types. The form works just as well without it.
// After the ARIA Authoring Practices: editable combobox with list autocomplete.
(() => {
  "use strict";

  const PAUSE = 120; // milliseconds without a key before we ask
  const SHORTEST = 2; // characters; for fewer there is never an answer

  const make = (tag, attributes, text) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };

  const combobox = (field, number) => {
    const id = `suggestions-${number}`;
    const list = make("ul", { id, class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: "" });
    const said = make("p", { class: "unseen", role: "status" });
    field.after(list, said);
    field.parentElement.classList.add("suggesting");
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    })) field.setAttribute(name, value);

    let active = -1;
    let timer = 0;
    let asking = null; // what is under way; its answer is dropped once another stands here
    const options = () => [...list.children];

    const activate = position => {
      active = position;
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index === position)));
      const option = list.children[position];
      if (!option) { field.removeAttribute("aria-activedescendant"); return; }
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };

    const stop = () => {
      clearTimeout(timer);
      asking?.abort();
      asking = null;
    };

    const close = () => {
      stop();
      activate(-1);
      list.hidden = true;
      list.replaceChildren();
      said.textContent = "";
      field.setAttribute("aria-expanded", "false");
    };

    const isOpen = () => !list.hidden;

    const go = option => {
      const url = new URL(option.dataset.href, location.href);
      // Whoever said where they are means it for the need as well.
      const keeps = { need: ["near", "radius"], place: ["radius"] }[option.dataset.kind] ?? [];
      for (const name of keeps) {
        const value = field.form?.elements[name]?.value;
        if (value && !url.searchParams.has(name)) url.searchParams.set(name, value);
      }
      close(); // also for whoever comes back to this page
      location.assign(url);
    };

    const show = rows => {
      list.replaceChildren(...rows.map((row, index) => {
        const option = make("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false" });
        option.dataset.href = row.href;
        option.dataset.kind = row.kind;
        option.append(make("span", {}, row.label), " ", make("span", { class: "small" }, row.detail));
        return option;
      }));
      activate(-1);
      list.hidden = rows.length === 0;
      field.setAttribute("aria-expanded", String(rows.length > 0));
      said.textContent = rows.length === 0 ? "No suggestions"
        : rows.length === 1 ? "1 suggestion. Use the arrow keys." : `${rows.length} suggestions. Use the arrow keys.`;
    };

    const ask = async () => {
      stop();
      const typed = field.value.trim();
      if (typed.length < SHORTEST) { close(); return; }
      const own = asking = new AbortController();
      try {
        const url = `${field.dataset.suggest}?q=${encodeURIComponent(typed.toWellFormed?.() ?? typed)}`;
        const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: own.signal });
        if (!answer.ok) throw new Error();
        const rows = await answer.json();
        if (asking === own && document.activeElement === field) show(rows);
      } catch {
        if (asking === own) close();
      }
    };

    const step = by => {
      const places = list.children.length + 1; // one of them is the field itself
      activate((active + 1 + by + places) % places - 1);
    };

    // Also while composing: to some telephones every word is a composition.
    field.addEventListener("input", () => {
      activate(-1);
      stop();
      timer = setTimeout(ask, PAUSE);
    });

    field.addEventListener("keydown", event => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
      switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (event.altKey && event.key === "ArrowUp") close();
        else if (!isOpen()) ask();
        else if (!event.altKey) step(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (!isOpen() || !list.children[active]) { close(); return; } // the form goes as usual
        event.preventDefault();
        go(list.children[active]);
        break;
      case "Escape":
        if (!isOpen() && !asking) return;
        event.preventDefault(); // keeps what was typed; a second press empties the field
        close();
        break;
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        activate(-1); // the caret moves in the field
        break;
      }
    });

    field.addEventListener("blur", close);
    list.addEventListener("mousedown", event => event.preventDefault()); // focus stays in the field
    list.addEventListener("click", event => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(combobox);
})();
