"""The nouns and the arithmetic: no clock, no file, no socket. Time is always a parameter."""
