"""Help pages, beside the program and readable without a network."""
