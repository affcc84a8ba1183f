"""The documentation site: which pages there are, what is generated, how it is built."""
