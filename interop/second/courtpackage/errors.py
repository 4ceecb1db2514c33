"""The one error every reader of this package raises."""


class Refused(Exception):
    """Some bytes are not what the specification says they must be. `code` is the word of a page for it, or None."""

    def __init__(self, text, code=None):
        super().__init__(text)
        self.code = code


def need(condition, text, code=None):
    """Raise `Refused` with `text` and `code` unless `condition` holds."""
    if not condition:
        raise Refused(text, code)


def short(value, limit=80):
    """A printable, bounded form of any value, for error texts."""
    text = ascii(value)
    return text if len(text) <= limit else text[: limit - 3] + "..."
