"""Turns a pretrained Hugging Face model into a corrector.

`python -m typofix_finetuning --help` says how. One data set, one prompt and one loss for every
backend: the project's own loop (`learners.py`, any processor), Unsloth (`unsloth.py`, CUDA) and MLX
(`mlx.py`, Apple silicon).
"""
