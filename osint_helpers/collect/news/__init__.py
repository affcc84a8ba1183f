"""News, articles and web archives: one module a source."""
