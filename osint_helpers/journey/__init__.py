"""The journey room: see docs/architecture.md."""
