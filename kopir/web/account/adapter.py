"""Where our rules meet the sign-in library's."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Letters of sign-in go at once, not through the outbox: nobody can sign in without them."""
