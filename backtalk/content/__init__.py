"""Loads and checks everything the bot says."""
