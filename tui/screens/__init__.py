"""One module a screen; a screen owns state, hands it down and takes messages up."""
