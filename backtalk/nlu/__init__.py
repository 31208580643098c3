"""What a message means: Rasa components and the algorithms beside them."""
