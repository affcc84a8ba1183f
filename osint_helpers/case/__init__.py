"""The case room: see docs/architecture.md."""
