"""The composition root: the only place that knows ui, voice and the adapters. `app` is the program; the others drive it without a person."""
