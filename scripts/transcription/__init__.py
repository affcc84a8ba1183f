"""From fact files to the tables of a case that are pure transcription."""
