"""The routes, one blueprint per file; each is handed the parts it needs."""
