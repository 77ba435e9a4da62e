// What Bookbag's pages do beyond HTML. Every page works without it; keyboard shortcuts join it with their pages.
import { isSupported } from "govuk-frontend/dist/govuk/common/index.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

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

// A swapped-in part that holds [data-focus] takes the focus there: it must never fall back to the top of the page.
function afterSwap(event) {
  startComponents();
  const part = event.detail.elt;
  const target = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
  if (!target) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
}

// The page comes with its folds open, as it must without this script; a phone has no room for them.
function foldOnPhones() {
  const narrow = window.matchMedia("(max-width: 48.0525em)").matches;
  for (const fold of document.querySelectorAll("details.bb-fold")) fold.open = !narrow;
}

if (isSupported()) {
  startComponents();
  foldOnPhones();
  document.addEventListener("htmx:afterSettle", afterSwap);
}
