"""The maintainer's workshop: from trained weights to the bundles that Typofix runs."""
