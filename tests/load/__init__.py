"""Measures the site against bare Django views on the same server: `python -m tests.load`;
and a few ideas against very many: `python -m tests.load.growth`.

Figures are ratios within one run. Nothing is asserted; these are not tests.
"""
