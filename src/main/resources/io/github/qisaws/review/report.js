"use strict";
(() => {
  const toolbar = document.getElementById("toolbar");
  const resources = [...document.querySelectorAll("[data-kind]")];
  if (!toolbar || resources.length === 0) return;
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const boxes = [...toolbar.querySelectorAll("input[type=checkbox]")];
  const texts = new Map();
  const text = (element) => {
    if (!texts.has(element)) texts.set(element, element.textContent.toLowerCase());
    return texts.get(element);
  };
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const element of resources) {
      const fits = kinds.has(element.dataset.kind) && words.every((word) => text(element).includes(word));
      element.hidden = !fits;
      if (fits) shown++;
    }
    for (const section of document.querySelectorAll("[data-component]")) {
      section.hidden = !section.querySelector("[data-kind]:not([hidden])");
    }
    status.textContent = shown + " of " + resources.length + " resources shown";
  };
  const open = (value) => {
    for (const element of document.querySelectorAll("details")) element.open = value;
  };
  search.addEventListener("input", apply);
  boxes.forEach((box) => box.addEventListener("change", apply));
  document.getElementById("open").addEventListener("click", () => open(true));
  document.getElementById("close").addEventListener("click", () => open(false));
  window.addEventListener("beforeprint", () => open(true));
  toolbar.hidden = false;
  apply();
})();
