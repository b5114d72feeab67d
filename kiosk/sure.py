"""How sure the recogniser has to be of what it heard, by its own measure (vosk: of the least sure word), 0 to 1.

How sure one has to be of what is meant stands in assets/lexicon/own_words.toml.
"""

SURE = 0.7
"""Below this a deed is confirmed before it is done."""

UNSURE = 0.35
"""Below this nothing was understood."""
