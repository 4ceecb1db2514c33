"""Changes a court package in ways that leave everything unsigned consistent, and maps its bytes.

usage: tamper.py map PACKAGE           one JSON object: the file's size and where evidence data lies
       tamper.py make PACKAGE DIR      writes DIR/same.asice (nothing changed, byte for byte) and one
                                       DIR/NAME.asice per change, and prints their names

After every change all manifests that carry no signature are computed anew, as a forger would do it: the
bag's two manifests, its tag manifests, the payload's size, and the container's manifest. The zip headers
are written exactly as the format fixes them. Standard library only; written from the format alone.
"""

import base64
import hashlib
import json
import pathlib
import re
import sys
import zipfile

MANIFEST = "META-INF/ASiCManifest001.xml"
REFERENCE = re.compile(
    rb'<asic:DataObjectReference URI="([^"]*)" MimeType="([^"]*)"><ds:DigestMethod [^>]*/>'
    rb"<ds:DigestValue>([^<]*)</ds:DigestValue></asic:DataObjectReference>")
MIME = {"html": "text/html", "json": "application/json", "jsonld": "application/ld+json",
        "txt": "text/plain", "events": "text/plain", "tlog-proof": "text/plain",
        "tlog-policy": "text/plain", "history": "text/plain"}


def read(package):
    with zipfile.ZipFile(package) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def write(path, members):
    """Stored members with every header field fixed: 1 January 1980, version 20, no attributes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = info.external_attr = 0
            archive.writestr(info, data)
    data = pathlib.Path(path).read_bytes()
    # zipfile sets the usual file mode where the attributes are 0; the format wants 0.
    at = data.rindex(b"PK\x05\x06")
    start, size = int.from_bytes(data[at + 16:at + 20], "little"), int.from_bytes(data[at + 12:at + 16], "little")
    fixed, here = bytearray(data), start
    while here < start + size:
        fixed[here + 38:here + 42] = bytes(4)
        lengths = [int.from_bytes(fixed[here + n:here + n + 2], "little") for n in (28, 30, 32)]
        here += 46 + sum(lengths)
    pathlib.Path(path).write_bytes(fixed)


def forge(members):
    """Everything unsigned, computed anew; member order as the format wants it."""
    bag = {n.removeprefix("bag/"): d for n, d in members.items() if n.startswith("bag/")}
    payload = {n: d for n, d in bag.items() if n.startswith("data/")}
    oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}"
    if "bag-info.txt" in bag:
        bag["bag-info.txt"] = re.sub(rb"Payload-Oxum: \d+\.\d+", oxum.encode(), bag["bag-info.txt"])
    for kind in ("sha256", "sha512"):
        if f"manifest-{kind}.txt" in bag:
            bag[f"manifest-{kind}.txt"] = lines(kind, payload)
    for kind in ("sha256", "sha512"):
        if f"tagmanifest-{kind}.txt" in bag:
            tags = {n: d for n, d in bag.items() if not n.startswith(("data/", "tagmanifest-"))}
            bag[f"tagmanifest-{kind}.txt"] = lines(kind, tags)
    outside = {n: d for n, d in members.items() if not n.startswith(("bag/", "META-INF/")) and n != "mimetype"}
    inner = dict(sorted({**outside, **{"bag/" + n: d for n, d in bag.items()}}.items(), key=lambda m: m[0].encode()))
    meta = {n: d for n, d in members.items() if n.startswith("META-INF/")}
    meta[MANIFEST] = manifest(meta[MANIFEST], inner)
    head = {"mimetype": members["mimetype"]} if "mimetype" in members else {}
    return {**head, **inner, **meta}


def lines(kind, files):
    rows = sorted(files.items(), key=lambda row: row[0].encode())
    return "".join(f"{hashlib.new(kind, data).hexdigest()}  {name}\n" for name, data in rows).encode()


def manifest(old, files):
    references = list(REFERENCE.finditer(old))
    method = re.search(rb"<ds:DigestMethod [^>]*/>", references[0].group(0)).group(0)
    new = b""
    for name, data in files.items():
        mime = MIME.get(name.rpartition("/")[2].rpartition(".")[2], "application/octet-stream")
        value = base64.b64encode(hashlib.sha256(data).digest())
        new += (b'<asic:DataObjectReference URI="' + name.encode() + b'" MimeType="' + mime.encode() + b'">'
                + method + b"<ds:DigestValue>" + value + b"</ds:DigestValue></asic:DataObjectReference>")
    return old[:references[0].start()] + new + old[references[-1].end():]


def changes(members):
    """Name and members of every change. One member of each folder is enough for each way."""
    families = {}
    for name in members:
        families.setdefault((name.rpartition("/")[0], name.rpartition(".")[2]), []).append(name)
    firsts = [names[0] for names in families.values()]
    for name in firsts:
        flat = name.replace("/", "_")
        rest = {n: d for n, d in members.items() if n != name}
        if name not in ("mimetype", MANIFEST):
            yield f"remove-{flat}", forge(rest)
            folder, _, file = name.rpartition("/")
            other = f"{folder}/0{file}".lstrip("/")
            yield f"rename-{flat}", forge({**rest, other: members[name]})
            yield f"append-{flat}", forge({**members, name: members[name] + b"\n"})
        if members[name]:
            yield f"remove-only-{flat}", rest  # without computing anything anew
    yield "add-payload", forge({**members, "bag/data/evidence/added.txt": b"added\n"})
    yield "add-outside", forge({**members, "NOTE.txt": b"added\n"})
    yield "add-meta", {**members, "META-INF/added.txt": b"added\n"}
    for names in families.values():
        for one, two in zip(names, names[1:]):
            if members[one] != members[two]:
                yield f"swap-{one.replace('/', '_')}", forge({**members, one: members[two], two: members[one]})
                break
    order = list(members)
    order[1], order[2] = order[2], order[1]
    yield "order", {name: members[name] for name in order}


def main(words):
    if words[:1] == ["map"] and len(words) == 2:
        with zipfile.ZipFile(words[1]) as archive:
            data = [[i.header_offset + 30 + len(i.filename.encode()), i.file_size] for i in archive.infolist()
                    if i.filename.startswith("bag/data/evidence/")]
        size = pathlib.Path(words[1]).stat().st_size
        print(json.dumps({"size": size, "evidence": [[at, at + n] for at, n in data]}))
    elif words[:1] == ["make"] and len(words) == 3:
        members, target = read(words[1]), pathlib.Path(words[2])
        write(target / "same.asice", forge(members))
        for name, changed in changes(members):
            write(target / f"{name}.asice", changed)
            print(name)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
