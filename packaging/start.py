"""Where the packaged program begins: gives other programs their environment back, then starts the app."""

import os
import sys

# The bootloader points the dynamic linker, and its hook for PySide6 points Qt, at the libraries inside the program. Both
# have been read by now (PySide6 finds its plugins by itself). A browser that the window opens must not be given them.
for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    before = os.environ.pop(name + "_ORIG", None)
    if before is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = before
for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
    os.environ.pop(name, None)

from reader_app.__main__ import main  # noqa: E402 (the environment comes first)

if __name__ == "__main__":
    sys.exit(main())
