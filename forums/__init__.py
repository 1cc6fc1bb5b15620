"""The yearly hinge: the Zukunftsforum, from the announcement to the documentation and its tasks."""
