"""Quotes: who said what, by which verb, through whom, and how sure that is.

`finder.find_quotes` is the way in without spaCy, `component` registers the pipeline component ``pullquote_quotes``, `tiers.tier` says how
plainly a speaker may be named. Importing this package imports nothing heavy.
"""
