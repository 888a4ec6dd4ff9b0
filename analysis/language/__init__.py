"""English news analysis with spaCy: names, values, entities, quotes; the only place of the program that imports spaCy.

`analysis.language.pipeline.Analyser` is the way in. Importing this package imports nothing heavy.
"""
