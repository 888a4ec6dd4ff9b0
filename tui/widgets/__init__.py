"""Widgets: state comes down as reactives and calls, messages go up; none knows the app, a screen or the store."""
