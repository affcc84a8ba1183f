"""Draw a captured page: a browser without network, fed from stored bytes through a gate."""
