"""What people with ill intent, broken programs and odd keyboards send: nothing falls over, nothing of it runs."""
