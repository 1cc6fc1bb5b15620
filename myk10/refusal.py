class Refused(Exception):
    """An action did not happen. The message says why in German, and what to do next."""
