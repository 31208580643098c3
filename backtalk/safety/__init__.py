"""Warning signs, denials, doctor first, clean input. Pure, on spaCy Docs."""
