"""The part of the evaluation that lives in Python: BLEU and ROUGE-L of corrected texts."""
