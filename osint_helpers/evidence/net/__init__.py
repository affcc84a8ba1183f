"""The only code of this package that touches the network: guarded GET, guarded POST."""
