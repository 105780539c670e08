"""Captions: texts in short lines with times, as files have them and as people copy them."""
