"""Applies, watches and drains the role of a QIS server."""
