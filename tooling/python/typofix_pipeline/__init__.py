"""From clean text and corrections to a fine-tuned model that the language server runs.

Commands one after another, each of which exists for itself; a step that is done is not repeated.
"""
