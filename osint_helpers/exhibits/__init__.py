"""Typed exhibits: each renders to Jupyter, HTML, print SVG and CSV from one spec."""
