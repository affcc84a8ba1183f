"""Ships: positions, identities, events, designations: one module a source."""
