"""The faces, and the reply contract they share."""
