"""The REST API under /services/data, each family of addresses in a module of its own."""
