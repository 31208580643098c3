"""Renders the page for the doctor as text, HTML, PDF and FHIR. Each format stands in its module."""
