"""Layers: what is read in the paragraphs, each layer on its own, from the reading and never from the file."""
