"""Small building blocks that more than one screen uses. None knows what a workspace is."""
