"""The command line: `pullquote [PATH…]` opens the reader, `pullquote COMMAND` does one thing and prints it."""
