"""Strand of the yearly hinge: the Zukunftsforum. Its room is kept free; nothing is built yet."""
