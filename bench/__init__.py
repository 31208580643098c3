"""Measurements: accuracy, speed, memory. Run by make bench."""
