"""The reference room: see docs/architecture.md."""
