"""What each role gets from each route: see test_routes.py for the letters."""

ROLES = ("visitor", "person", "stranger", "author", "official", "accountable", "coordinator", "administrator")

TABLE: dict[str, str] = {}
