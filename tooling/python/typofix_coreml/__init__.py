"""The Apple path: Core ML programs from language models, and their check without a Mac."""

import logging
import os
import sys

# coremltools warns of each Apple library that this machine lacks, and draws its progress on any
# output; both settings must be made before it is imported.
logging.getLogger("coremltools").setLevel(logging.ERROR)
if not sys.stderr.isatty():
    os.environ.setdefault("TQDM_DISABLE", "1")
