// The editor of formatted text hides the labelled field: its own box takes over the label.
(() => {
  const name = (box) => {
    const field = box.closest(".prose-editor")?.querySelector("textarea");
    const label = field?.labels?.[0];
    if (!label) return;
    label.id ||= `${field.id}_label`;
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    box.setAttribute("aria-labelledby", label.id);
  };
  const nameAll = () => document.querySelectorAll("[contenteditable]:not([aria-labelledby])").forEach(name);
  new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", nameAll);
})();
