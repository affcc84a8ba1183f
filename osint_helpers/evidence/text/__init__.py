"""From captured bytes to the text in which a quote is looked for; standard library alone."""
