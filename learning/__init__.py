"""Strand 4, raising awareness and teaching. Its room is kept free; nothing is built yet."""
