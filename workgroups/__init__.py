"""Strand 3, establishing structures. Its room is kept free; nothing is built yet."""
