"""Processes are killed while people work; then it is counted what is left."""
