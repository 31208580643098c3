"""Rasa, hardened: agent, processor, actions, stores, training."""
