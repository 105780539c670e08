"""What it takes to try a package as people meet it: a bare Debian, an account, a screen, and a walk through the app."""
