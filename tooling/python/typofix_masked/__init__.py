"""The masked-language-model corrector: DistilBERT reads a text as typed and says each token anew.

The first design of Typofix, kept as a second path to compare with; the product runs on the causal
models of `typofix_coreml` and `typofix_tooling`.
"""
