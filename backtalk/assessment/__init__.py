"""What people said of their pain, and what to say next. Pure."""
