"""Signs programs for Windows where the environment has a certificate; elsewhere it says that they stay unsigned.

    python packaging/windows_signature.py FILE ...

WINDOWS_CERTIFICATE, WINDOWS_CERTIFICATE_PASSWORD     the certificate with its key (PKCS 12, base64)
WINDOWS_TIMESTAMP_SERVER                              a time stamp service (RFC 3161), so that signatures outlive the certificate
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def find_signtool(kits: Path) -> Path | None:
    """Microsoft's signtool: on the path, or the newest one of the Windows development kits in `kits`."""
    found = shutil.which("signtool")
    if found:
        return Path(found)
    tools = [path for path in kits.glob("*/x64/signtool.exe") if re.fullmatch(r"\d+(\.\d+)+", path.parts[-3])]
    return max(tools, key=lambda path: [int(part) for part in path.parts[-3].split(".")], default=None)


def command(tool: Path, certificate: Path, password: str, server: str, files: list[str]) -> list[str]:
    """How to sign `files`; without a time stamp server the signatures end with the certificate."""
    stamp = ["/tr", server, "/td", "sha256"] if server else []
    return [str(tool), "sign", "/fd", "sha256", *stamp, "/f", str(certificate), "/p", password, *files]


def main(files: list[str]) -> int:
    """Exit status 0 when signed, or when there is no certificate; 1 when signing failed, 2 for wrong usage."""
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    encoded = os.environ.get("WINDOWS_CERTIFICATE")
    if not encoded:
        print(f"There is no certificate here: {', '.join(files)} stay unsigned.")
        return 0
    tool = find_signtool(Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Windows Kits" / "10" / "bin")
    if tool is None:
        print("signtool is not on this machine.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        certificate = Path(folder) / "certificate.pfx"
        certificate.write_bytes(base64.b64decode(encoded))
        password = os.environ.get("WINDOWS_CERTIFICATE_PASSWORD", "")
        server = os.environ.get("WINDOWS_TIMESTAMP_SERVER", "")
        return subprocess.run(command(tool, certificate, password, server, files), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
