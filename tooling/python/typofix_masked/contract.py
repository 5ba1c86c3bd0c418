"""Names that the converted DistilBERT and its callers share."""

VISIBLE = "visible"
