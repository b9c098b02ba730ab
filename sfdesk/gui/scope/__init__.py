"""Which accounts are kept here: the choice of a list view, in the wizard and in Settings."""
