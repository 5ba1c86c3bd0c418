"""The one error that a person sees as a single line."""


class ExportError(Exception):
    """The given model or bundle makes the work impossible; the message says why."""
