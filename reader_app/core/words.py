"""What counts as a word in running text of any script: the patterns that anchoring, twins and entities share."""

import re

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
"""Characters of scripts that put no space between words (Thai, Lao, Burmese, Khmer, kana, Han), for use inside `[...]`."""

# Python's \w leaves out the marks that stand on or after a letter; without these, one Hindi word falls into several.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
    "\u0980-\u0983\u09bc-\u09d7\u0a00-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57"
    "\u0bbe-\u0bd7\u0c00-\u0c04\u0c3c-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0dca-\u0ddf"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)

WORD_CHARACTERS = rf"\w{_MARKS}"
"""Characters that stand inside a word, for use inside `[...]`."""

WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}][^\W{UNSPACED}]*(?:[{_MARKS}]+[^\W{UNSPACED}]*)*")
"""One word; in a script without spaces, one character. An apostrophe or hyphen parts two words."""
