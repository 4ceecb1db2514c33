"""The one error every reader of this package raises."""


class Refused(Exception):
    """Some bytes are not what the specification says they must be."""


def need(condition, text):
    """Raise `Refused` with `text` unless `condition` holds."""
    if not condition:
        raise Refused(text)


def short(value, limit=80):
    """A printable, bounded form of any value, for error texts."""
    text = ascii(value)
    return text if len(text) <= limit else text[: limit - 3] + "..."
