"""SOQL: a grammar, a tree, a translation to SQL for one user, and the pages of its answer."""
