from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """A key of other letters than Fnug gives is no session; the database would stumble over some of them."""

    def _validate_session_key(self, key):
        known = super()._validate_session_key(key)  # type: ignore[misc]
        return known and key.isascii() and key.isalnum()
