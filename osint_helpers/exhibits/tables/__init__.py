"""The table builders: thin functions from a case to a table exhibit, by theme.

Each takes the case and the exhibit id, all else by keyword; ``title`` and ``caption`` replace the
default words. ``osint_helpers.exhibits`` hands them on.
"""
