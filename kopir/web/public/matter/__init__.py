"""The page of one matter: where it is, who holds it, what happens next, what is asked of the reader; and every act on it."""
