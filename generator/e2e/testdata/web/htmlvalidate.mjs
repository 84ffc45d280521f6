// What html-validate asks of every page: all that it recommends, but for the
// rules below, each with the reason why it is switched off or loosened.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A title ends with the report's reference and the edition, which tell
    // tabs, bookmarks and hits of a search apart, and begins with the official
    // title of a treaty or document, which must not be shortened. What is
    // particular stands first, so a cut loses nothing that matters.
    "long-title": "off",

    // A rule's name may hold a dot ("toml-1.0"), and so may its fragment; HTML
    // allows all but spaces.
    "valid-id": ["error", { relaxed: true }],

    // Boxes that are chosen together have one name: that is how a form sends
    // a list.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit"] }],

    // Space at the end of a line says nothing in HTML; much of it is the
    // writers' own line breaks.
    "no-trailing-whitespace": "off",

    // Safari takes the role from a list whose marks are removed by a style,
    // so such a list says again that it is one.
    "no-redundant-role": "off",
    "prefer-native-element": ["error", { exclude: ["list"] }],
  },
};
