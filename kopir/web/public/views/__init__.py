"""What anybody may read: thin views over the rooms' queries."""
