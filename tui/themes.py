"""The house's own two themes; Textual's stay available in the palette."""

from textual.theme import Theme

DARK = Theme(
    name="pullquote-dark",
    primary="#7aa2c9",
    secondary="#9a9fb0",
    accent="#e0a458",
    foreground="#d8d9da",
    background="#16181d",
    surface="#1c1f26",
    panel="#242832",
    success="#8fbc8f",
    warning="#d9b46c",
    error="#d98080",
    dark=True,
)

LIGHT = Theme(
    name="pullquote-light",
    primary="#2f5d8a",
    secondary="#5d6475",
    accent="#9a5b00",
    foreground="#23262b",
    background="#fbfaf7",
    surface="#f4f2ec",
    panel="#e9e6de",
    success="#3c6e47",
    warning="#8a6100",
    error="#a03a3a",
    dark=False,
)

DEFAULT = DARK.name
