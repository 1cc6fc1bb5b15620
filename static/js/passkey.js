"use strict";
/* Shows what needs passkeys where the browser knows them, and says when something went wrong. */

(() => {
  if (!window.PublicKeyCredential) return;
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  each("[data-passkey]", (element) => { element.hidden = false; });
  each("[data-no-passkey]", (element) => { element.hidden = true; });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    each("[data-passkey-state]", (state) => { state.textContent = state.dataset.failed; });
  });
})();
