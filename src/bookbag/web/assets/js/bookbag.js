// What Bookbag's pages do beyond HTML. Every page works without it.
import { isSupported } from "govuk-frontend/dist/govuk/common/index.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { startKeys } from "./keys.js";
import { startPasskeys } from "./passkeys.js";

const COMPONENTS = [Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink];

// Starts what has not been started yet, so that it may be called again after every htmx swap.
function startComponents() {
  for (const Component of COMPONENTS) {
    const name = Component.moduleName;
    for (const element of document.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`)) {
      new Component(element);
    }
  }
}

let hadFocus = false;

function beforeSwap() {
  hadFocus = document.activeElement !== document.body;
}

// The focus must never fall back to the top of the page. It goes to what the part marks with [data-focus], or, where
// the swap took away what had it (htmx finds it again by its id), to the part itself. What changed is read out.
function afterSwap(event) {
  startComponents();
  const part = event.detail.elt;
  const lost = hadFocus && document.activeElement === document.body && part.childElementCount > 0;
  const target = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]") || (lost ? part : null);
  if (target) {
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
  }
  if (part.dataset.announce) document.getElementById("announcements").textContent = part.dataset.announce;
}

// "leaves in 7 seconds": counted down beside Undo. Not read out each second.
function countDown() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.ceil((new Date(place.dataset.until) - Date.now()) / 1000));
    place.textContent = left === 1 ? "1 second" : `${left} seconds`;
  }
}

// The page comes with its folds open, as it must without this script; a phone has no room for them.
function foldOnPhones() {
  const narrow = window.matchMedia("(max-width: 48.0525em)").matches;
  for (const fold of document.querySelectorAll("details.bb-fold")) fold.open = !narrow;
}

if (isSupported()) {
  startComponents();
  foldOnPhones();
  startPasskeys();
  startKeys();
  countDown();
  setInterval(countDown, 500);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:afterSettle", afterSwap);
}
