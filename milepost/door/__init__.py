"""The door: who may come in at which address, the gate that every request passes, and the pages for signing in."""
