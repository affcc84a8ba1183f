"""Companies and the people behind them: one module a source."""
