"""Trade statistics, customs records and shipments: one module a source."""
