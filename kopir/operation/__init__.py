"""What an administrator does from the command line: one module a group of commands."""
