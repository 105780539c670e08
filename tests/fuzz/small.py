"""Makes a file that shows a fault as small as a short while allows."""

import time
from collections.abc import Callable


def smaller(content: bytes, still: Callable[[bytes], bool], seconds: float = 25.0) -> bytes:
    """`content` without all that can be left out so that `still` holds; what is found within `seconds`."""
    end = time.monotonic() + seconds
    size = len(content) // 2
    while size >= 1:
        at = 0
        while at < len(content):
            if time.monotonic() > end:
                return content
            less = content[:at] + content[at + size :]
            if less and still(less):
                content = less
            else:
                at += size
        size = min(size // 2, len(content) // 2) if size > 1 else 0
    return content
