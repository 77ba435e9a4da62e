"""Builders of small worlds: a school, its people, a mail. They write as the product writes, inside a school's block."""
