"""Measures the site against bare Django views on the same server: `python -m tests.load`.

Figures are ratios within one run. Nothing is asserted; these are not tests.
"""
