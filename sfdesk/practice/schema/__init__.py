"""Which objects and fields the org has. What a user may see of them is decided in `access`."""
