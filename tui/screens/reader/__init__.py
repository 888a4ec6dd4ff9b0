"""The main screen: the list, the article, and what belongs to it.

`screen` composes the panes and owns the state; the modules beside it hold the actions, one module a group of commands.
"""
