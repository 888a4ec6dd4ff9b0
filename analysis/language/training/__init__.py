"""Training of everything that ships in `analysis/language/model`: ``python -m analysis.language.training --data DIR``."""
