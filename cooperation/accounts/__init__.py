"""Signing in and out: throttling, sessions, passwords, demo accounts."""
