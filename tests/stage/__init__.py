"""The bridge between the product and the seven people: turns widgets, sound and words into what senses give, and acts into real events."""
