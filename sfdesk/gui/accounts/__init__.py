"""The lists of accounts and contacts, with both sides of the chosen one."""
