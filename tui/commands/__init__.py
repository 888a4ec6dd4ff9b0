"""What a user can do: each command once, with its name, keys, help and keymap id.

A command is an instance of `Command`; bindings, the palette, the help screen, the key hints at the bottom and the
keymap of the config file are all made from these instances. Modules are grouped by what a command is about.
"""
