"""Applying for a service, from its guide to its receipt. `flow` routes; every stage has a file of its own."""
