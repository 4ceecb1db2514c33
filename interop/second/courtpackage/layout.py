"""Which members a package may have, its ASiC manifest and its BagIt bag."""

import base64
import re
import unicodedata

from . import basics
from .container import META, META_ORDER, MIMETYPE_PATH, TOKEN
from .errors import Refused, need, short
from .notes import WHITE_SPACE

README = "README.html"
TAG_FILES = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
DATA = "bag/data/"
LINKS = DATA + "anchors/links.events"
KEYS = DATA + "keys.history"
POLICY = DATA + "policy.tlog-policy"
CASE = DATA + "custody/case.jsonld"
PARTS = DATA + "parts.txt"
WHOLE = DATA + "whole.events"
WHOLE_PROOF = DATA + "whole.tlog-proof"

ALWAYS = (README, CASE, KEYS, POLICY)
PROFILE = "https://comity.example/bagit-profile/1.json"
MAX_VALUE = 255
EXTENSIONS = (
    "bin bz2 csv eml gif gz jpg json log mbox mp3 mp4 ogg pcap pcapng pdf png tar tiff txt wav xml xz zip"
).split()

_EXHIBIT = r"(?P<exhibit>[A-Za-z0-9][A-Za-z0-9_-]{0,63})"
_LEAF = r"(?P<leaf>[0-9a-f]{16}-(?:0|[1-9][0-9]{0,19}))"
_DIGEST = r"(?P<digest>[0-9a-f]{64})"
_KINDS = [
    (kind, re.compile(re.escape(DATA) + pattern, re.ASCII))
    for kind, pattern in (
        ("link_proof", rf"anchors/{_LEAF}\.tlog-proof"),
        ("complete", rf"custody/{_EXHIBIT}\.complete"),
        ("custody", rf"custody/{_EXHIBIT}\.events"),
        ("evidence", rf"evidence/{_EXHIBIT}/(?!0000)[0-9]{{4}}\.(?:{'|'.join(EXTENSIONS)})"),
        ("legal", r"legal/(?=.{1,100}\Z)[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*"),
        ("letter", rf"letters/{_DIGEST}\.json"),
        ("letter_signatures", rf"letters/{_DIGEST}\.cose"),
        ("proof", rf"proofs/{_LEAF}\.tlog-proof"),
        ("receipt", rf"receipts/{_DIGEST}\.cx1r"),
    )
]
_FIXED = frozenset(
    ALWAYS + (MIMETYPE_PATH, LINKS, PARTS, WHOLE, WHOLE_PROOF, TOKEN) + META_ORDER + tuple("bag/" + name for name in TAG_FILES + TAG_MANIFESTS)
)
_MAX_LEAF = 2**64 - 1


def kind_of(path):
    """(kind, name) of a path that a package may have, else None."""
    if path in _FIXED:
        return "fixed", path
    for kind, pattern in _KINDS:
        found = pattern.fullmatch(path)
        if found:
            names = found.groupdict()
            if "leaf" in names and int(names["leaf"][17:]) > _MAX_LEAF:
                return None
            return kind, names.get("exhibit") or names.get("leaf") or names.get("digest") or path
    return None


def is_kept(path):
    """True for what is read as a whole: neither evidence nor a legal file nor a path that no package has."""
    return (kind_of(path) or ("legal",))[0] not in ("evidence", "legal")

_MIME = {"html": "text/html", "json": "application/json", "jsonld": "application/ld+json"}
_MIME.update(dict.fromkeys(("txt", "events", "tlog-proof", "tlog-policy", "history"), "text/plain"))

_MANIFEST_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
    '<asic:SigReference URI="{}" MimeType="{}"/>'
)
_BY_PROOF = ("META-INF/comity-seal.tlog-proof", "text/plain")
_BY_TOKEN = (TOKEN, "application/vnd.etsi.timestamp-token")
_REFERENCE = (
    '<asic:DataObjectReference URI="{}" MimeType="{}">'
    '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    "<ds:DigestValue>{}</ds:DigestValue></asic:DataObjectReference>"
)
_MANIFEST_TAIL = "</asic:ASiCManifest>"


class Layout:
    """The members of a package sorted by what they are."""

    def __init__(self, members):
        self.kinds = {kind: {} for kind, _pattern in _KINDS}
        self.has_links = False
        paths = {member.path for member in members}
        for path in ALWAYS:
            need(path in paths, f"{path} is missing")
        for member in members:
            self._sort(member)

    def _sort(self, member):
        found = kind_of(member.path)
        need(found is not None, f"a member that no package has: {short(member.path)}")
        kind, name = found
        if kind == "fixed":
            self.has_links = self.has_links or name == LINKS
        else:
            self.kinds[kind].setdefault(name, []).append(member)


def mime_type(path):
    """The media type that the manifest states for a path."""
    name = path.rpartition("/")[2]
    return _MIME.get(name.rpartition(".")[2], "application/octet-stream") if "." in name else "application/octet-stream"


def references(members):
    """The members that the manifest lists, in its order."""
    return [member for member in members if member.path != MIMETYPE_PATH and not member.path.startswith(META)]


def manifest(members):
    """The manifest that these members have; it names the token where there is one, else the proof."""
    has_token = any(member.path == TOKEN for member in members)
    parts = [_MANIFEST_HEAD.format(*(_BY_TOKEN if has_token else _BY_PROOF))]
    for member in references(members):
        digest = base64.b64encode(member.sha256).decode("ascii")
        parts.append(_REFERENCE.format(member.path, mime_type(member.path), digest))
    parts.append(_MANIFEST_TAIL)
    return "".join(parts).encode("ascii")


class BagInfo:
    """The exactly five lines of `bag-info.txt`."""

    _NAMES = ("BagIt-Profile-Identifier", "Bagging-Date", "External-Identifier", "Payload-Oxum", "Source-Organization")

    def __init__(self, raw, oxum):
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("bag-info.txt is not UTF-8") from None
        need(text.endswith("\n"), "bag-info.txt has a line that does not end")
        lines = text[:-1].split("\n")
        need(len(lines) == len(self._NAMES), f"bag-info.txt has {len(lines)} lines instead of five")
        values = []
        for name, line in zip(self._NAMES, lines):
            stated, colon, value = line.partition(": ")
            need(colon != "" and stated == name, f"bag-info.txt has another line where {name} belongs")
            size = len(value.encode("utf-8"))
            need(1 <= size <= MAX_VALUE, f"{name} has {size} bytes instead of 1 to 255")
            need(value[0] not in WHITE_SPACE and value[-1] not in WHITE_SPACE, f"{name} has blanks around it")
            need(all(unicodedata.category(char) != "Cc" for char in value), f"{name} has a control character")
            values.append(value)
        profile, date, external, stated_oxum, self.organization = values
        need(profile == PROFILE, f"another profile than {PROFILE}: {short(profile)}")
        basics.check_date(date, "Bagging-Date")
        need(stated_oxum == oxum, f"Payload-Oxum is {short(stated_oxum)} instead of {oxum}")
        parts = external.split(":")
        need(len(parts) == 5 and (parts[0], parts[1], parts[3]) == ("urn", "comity", "package"),
             f"External-Identifier of another form: {short(external)}")  # fmt: skip
        self.node, self.package_id = parts[2], parts[4]
        need(basics.is_node(self.node), f"External-Identifier names no node: {short(external)}")
        need(basics.is_uuid(self.package_id), f"External-Identifier has no UUID: {short(external)}")


def _listing(members, algorithm):
    """A BagIt manifest of these members; their paths in the bag have no character that needs escaping."""
    return "".join(
        f"{getattr(member, algorithm).hex()}  {member.path[len('bag/'):]}\n" for member in members
    ).encode("ascii")


def check_bag(container):
    """Regenerate the bag and compare; the value is what `bag-info.txt` says."""
    need(
        container.read("bag/bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bagit.txt has other lines",
    )
    payload = [member for member in container.members if member.path.startswith(DATA)]
    tags = [container.get("bag/" + name) for name in TAG_FILES]
    need(None not in tags, "a tag file of the bag is missing")
    for algorithm in ("sha256", "sha512"):
        for name, listed in ((f"manifest-{algorithm}.txt", payload), (f"tagmanifest-{algorithm}.txt", tags)):
            need(
                container.read("bag/" + name) == _listing(listed, algorithm),
                f"{name} is not the one of the files in the bag",
            )
    oxum = f"{sum(member.length for member in payload)}.{len(payload)}"
    return BagInfo(container.read("bag/bag-info.txt"), oxum)
