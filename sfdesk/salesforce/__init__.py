"""The only code that talks to an org or to the keyring."""
