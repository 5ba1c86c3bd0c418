"""Turns a pretrained Hugging Face model into a corrector.

`python -m typofix_finetuning --help` says how. One data set, one prompt and one loss for every
backend: our own loop (`loop.py`, any processor), Unsloth and TRL (`trl_training.py`, CUDA),
MLX (`mlx_training.py`, Apple silicon).
"""
