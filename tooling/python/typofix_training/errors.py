"""The one error that a person sees as a single line."""


class TrainingError(Exception):
    """What was given makes the work impossible; the message says why and what to do."""
