"""Strand 1, developing the strategy. Its room is kept free; nothing is built yet."""
