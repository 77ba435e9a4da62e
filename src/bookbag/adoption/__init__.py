"""Which versions of which packs a school or its trust has in force: drafts, sign-offs, rulings, reviews, acknowledgements."""
