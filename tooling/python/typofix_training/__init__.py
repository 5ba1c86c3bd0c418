"""Trains the corrector from text: tokenizer, data, model, optimizer, loop, export.

`python -m typofix_training --help` lists the commands. PyTorch is needed for `train` alone.
"""
