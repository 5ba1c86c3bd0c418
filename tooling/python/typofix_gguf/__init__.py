"""Takes in pretrained models: GGUF files and Hugging Face folders become bundles."""
