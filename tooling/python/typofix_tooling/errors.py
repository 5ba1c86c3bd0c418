"""The errors that a person sees as a single line."""


class ExportError(Exception):
    """The given model or bundle makes the work impossible; the message says why."""


class CalibrationError(Exception):
    """The given tables make the work impossible; the message says why and what to do."""
