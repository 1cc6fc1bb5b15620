"use strict";
/* What pages do better with a script. Everything works without it. */

(() => {
  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  function line(className, after) {
    const element = document.createElement("p");
    element.className = className;
    after.insertAdjacentElement("afterend", element);
    return element;
  }

  function focusErrors(root) {
    const summary = root.querySelector("#fehler");
    if (!summary) return;
    summary.focus();
    if (!document.title.startsWith("Fehler: ")) document.title = `Fehler: ${document.title}`;
  }

  function countCharacters(area) {
    const limit = Number(area.getAttribute("maxlength"));
    if (!limit || area.dataset.counted) return;
    area.dataset.counted = "yes";
    const shown = line("characters-left", area);
    const spoken = line("kern-sr-only", shown);
    spoken.setAttribute("role", "status");
    let later;
    const show = () => {
      const left = limit - area.value.length;
      const text = left === 1 ? "Noch 1 Zeichen" : `Noch ${left.toLocaleString("de-DE")} Zeichen`;
      shown.textContent = text;
      shown.classList.toggle("characters-left--few", left < limit / 20);
      clearTimeout(later);
      if (left < limit / 10) later = setTimeout(() => { spoken.textContent = text; }, 1500);
    };
    area.addEventListener("input", show);
    show();
  }

  function autosave(form) {
    if (form.dataset.watched) return;
    form.dataset.watched = "yes";
    const status = form.querySelector("[data-autosave-state]") || line("autosave-state", form.lastElementChild);
    status.setAttribute("role", "status");
    let later;
    let saved = content(form);
    const save = async () => {
      const now = content(form);
      if (now === saved) return;
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          body: new URLSearchParams(now),
          headers: { "X-Requested-With": "fetch" },
          keepalive: true,
        });
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        saved = now;
        const time = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
        status.textContent = `Entwurf gespeichert um ${time} Uhr`;
      } catch {
        status.textContent = "Der Entwurf konnte gerade nicht gespeichert werden. Ihr Text bleibt hier stehen.";
      }
    };
    const soon = () => { clearTimeout(later); later = setTimeout(save, 1500); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => clearTimeout(later));
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  }

  /* Texts only: pictures are sent when the form is. */
  function content(form) {
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(texts).toString();
  }

  function showPassword(input) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "password-toggle";
    const set = (type) => {
      input.type = type;
      button.textContent = type === "password" ? "Passwort anzeigen" : "Passwort verbergen";
    };
    button.addEventListener("click", () => set(input.type === "password" ? "text" : "password"));
    input.form?.addEventListener("submit", () => set("password"));
    set("password");
    input.insertAdjacentElement("afterend", button);
  }

  function nameFiles(input) {
    const list = line("file-names", input);
    list.setAttribute("role", "status");
    input.addEventListener("change", () => {
      const names = [...input.files].map((file) => file.name);
      list.textContent = names.length ? `Ausgewählt: ${names.join(", ")}` : "";
    });
  }

  function share(box) {
    const { url, title } = box.dataset;
    const copy = box.querySelector("[data-copy]");
    const native = box.querySelector("[data-native-share]");
    const status = box.querySelector("[data-copied]");
    if (copy && navigator.clipboard) {
      copy.hidden = false;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(url);
        status.textContent = status.dataset.copied;
      });
    }
    if (native && navigator.share) {
      native.hidden = false;
      native.addEventListener("click", () => navigator.share({ url, title }).catch(() => {}));
    }
  }

  /* Until the page is scrolled only pictures that are well in sight are fetched, then the next ones, too. */
  let pictures = watchPictures({ threshold: 0.5 });
  function watchPictures(options) {
    return new IntersectionObserver((seen, observer) => {
      seen.filter((entry) => entry.isIntersecting && entry.intersectionRatio >= (options.threshold || 0))
        .forEach(({ target }) => { observer.unobserve(target); fetchPicture(target); });
    }, options);
  }
  const watchPicture = (image) => pictures.observe(image);
  function fetchPicture(image) {
    image.src = image.dataset.src;
    image.removeAttribute("data-src");
  }
  window.addEventListener("scroll", () => {
    pictures.disconnect();
    pictures = watchPictures({ rootMargin: "100% 0px" });
    each(document, "img[data-src]", watchPicture);
  }, { once: true, passive: true });
  window.addEventListener("beforeprint", () => each(document, "img[data-src]", fetchPicture));

  function closeMenu(menu) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  /* A term opens its explanation in place. The browser brings what a popover needs: Escape, a click
     elsewhere, and the order for keyboards and screen readers. Without it the link leads to the glossary. */
  function explain(link) {
    if (!("popover" in link)) return;
    const button = document.createElement("button");
    const box = document.createElement("span");
    button.type = "button";
    button.className = "term";
    button.textContent = link.textContent;
    box.className = "term-box";
    box.popover = "auto";
    const more = document.createElement("a");
    more.href = link.href;
    more.textContent = "Im Glossar";
    box.append(link.dataset.explanation, " ", more);
    button.popoverTargetElement = box;
    box.addEventListener("beforetoggle", () => {
      const at = button.getBoundingClientRect();
      const room = document.documentElement.clientWidth;
      const width = Math.min(22 * parseFloat(getComputedStyle(document.documentElement).fontSize), room - 32);
      box.style.width = `${width}px`;
      box.style.left = `${Math.max(16, Math.min(at.left, room - width - 16)) + window.scrollX}px`;
      box.style.top = `${at.bottom + window.scrollY + 6}px`;
    });
    box.addEventListener("toggle", () => { if (box.matches(":popover-open")) box.scrollIntoView({ block: "nearest" }); });
    link.replaceWith(button, box);
  }

  function enhance(root) {
    each(root, "a[data-explanation]", explain);
    each(root, "textarea[maxlength]", countCharacters);
    each(root, "form[data-autosave]", autosave);
    each(root, "input[type=file]", nameFiles);
    each(root, "input[type=password]", showPassword);
    each(root, "[data-share]", share);
    each(root, "img[data-src]", watchPicture);
    each(root, "details.site-menu", closeMenu);
    each(root, "[data-print]", (button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    each(root, "details[data-open-wide]", (details) => {
      details.open = window.matchMedia("(min-width: 48rem)").matches;
    });
    focusErrors(root);
  }

  /* htmx notes the last page that was read. Reading leaves nothing on the device. */
  try { sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* nothing kept */ }
  enhance(document);
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) enhance(event.target);
  });
})();
