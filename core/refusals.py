class Refused(Exception):
    """A rule says no. The sentence is for the person: what is wrong and, where possible, what to do."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def __str__(self):
        return str(self.sentence)


def reason(check, *args, **kwargs):
    """The sentence of the refusal that `check` would raise, or None when it is allowed."""
    try:
        check(*args, **kwargs)
    except Refused as refusal:
        return refusal.sentence
    return None
