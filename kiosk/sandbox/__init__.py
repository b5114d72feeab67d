"""The embedded portal: the reference contract served over real HTTP, with a small office, an audit and faults on demand."""
