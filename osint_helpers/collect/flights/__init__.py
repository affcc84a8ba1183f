"""Aircraft: tracks and flights: one module a source."""
