"""Views: one file per area, plain functions. Each fetches through access, calls a query or an action, shows a page."""
