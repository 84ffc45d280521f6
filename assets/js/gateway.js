// The small pages outside any language: to the reader's language, keeping the
// fragment. The first choice whose language the reader prefers wins; where
// there is none, the default one does.
const choices = [...document.querySelectorAll("a[hreflang]")];
const fallback = document.querySelector("a[data-default]") || choices[0];

const preferred = (navigator.languages || [navigator.language])
  .map((tag) => tag.toLowerCase().split("-")[0])
  .map((code) => choices.find((a) => a.hreflang === code))
  .find(Boolean);

const target = preferred || fallback;
if (target) location.replace(target.href + location.hash);
