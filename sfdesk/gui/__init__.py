"""The windows: the only code that knows Qt."""
