"""The headless verbs: one command each, with --json and exit codes that scripts can rely on."""
