"""What tests share. See surroundings.py for what must come even earlier."""

pytest_plugins = ["tests.browser"]
