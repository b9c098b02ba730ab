"""Import: what would come into the CRM, ticked row by row, before it does."""
