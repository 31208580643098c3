"""Alembic's folder: env.py runs the files of versions/, script.py.mako is how a new one begins."""
