"""Backtalk: a self-hosted assistant for people with low back pain."""
