#!/usr/bin/env python3
"""Checks a log folder with nothing but the Python standard library.

Written from the documents, not from the Rust code beside it: c2sp.org/tlog-tiles (where the files lie),
c2sp.org/tlog-checkpoint and c2sp.org/signed-note (what is signed), RFC 6962 section 2.1 (how it is hashed),
RFC 9162 section 2.1.4.2 (consistency), RFC 8032 section 5.1.7 (Ed25519). It is slow and plain on purpose.

    verifier.py DIR VKEY [OLD_CHECKPOINT...]

DIR holds `checkpoint` and `tile/`; VKEY is the log's verifier key, obtained elsewhere; each OLD_CHECKPOINT is a
checkpoint that somebody kept. Prints what was checked; exit 0 if all of it holds, 1 with the reason if not.
"""

import base64
import hashlib
import pathlib
import sys

WIDTH = 256


def refuse(why):
    print("REFUSED:", why)
    sys.exit(1)


def sha256(data):
    return hashlib.sha256(data).digest()


# ---- Ed25519, RFC 8032, affine coordinates -------------------------------------------------------------------

Q = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, Q) % Q


def recover_x(y, odd):
    square = (y * y - 1) * pow(D * y * y + 1, -1, Q) % Q
    x = pow(square, (Q + 3) // 8, Q)
    if x * x % Q != square:
        x = x * pow(2, (Q - 1) // 4, Q) % Q
    if x * x % Q != square or (x == 0 and odd):
        return None
    return x if x % 2 == odd else Q - x


def point(octets):
    number = int.from_bytes(octets, "little")
    y, odd = number % 2**255, number >> 255
    if y >= Q:
        return None
    x = recover_x(y, odd)
    return None if x is None else (x, y)


def plus(a, b):
    product = D * a[0] * b[0] * a[1] * b[1] % Q
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, Q)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, Q)
    return (x % Q, y % Q)


def times(n, a):
    result = (0, 1)
    for bit in bin(n)[2:]:
        result = plus(result, result)
        if bit == "1":
            result = plus(result, a)
    return result


BASE_Y = 4 * pow(5, -1, Q) % Q
BASE = (recover_x(BASE_Y, 0), BASE_Y)


def signed_by(public, message, signature):
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or len(signature) != 64:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little")
    return times(s, BASE) == plus(r, times(k % ORDER, a))


# ---- checkpoint ----------------------------------------------------------------------------------------------


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        refuse("Base64 in a second spelling: " + text)
    return data


def read_key(text):
    name, key_id, blob = text.split("+", 2)
    blob = unbase64(blob)
    if blob[0] != 1 or len(blob) != 33 or sha256(name.encode() + b"\n" + blob)[:4].hex() != key_id:
        refuse("the verifier key is malformed")
    return name, bytes.fromhex(key_id), blob[1:]


def read_checkpoint(file, key):
    name, key_id, public = key
    raw = file.read_bytes().decode("utf-8")
    if any(ord(c) < 32 and c != "\n" for c in raw) or not raw.endswith("\n"):
        refuse("%s: control characters" % file)
    cut = raw.rindex("\n\n")
    text, lines = raw[: cut + 1], raw[cut + 2 : -1].split("\n")
    good = False
    for line in lines:
        dash, who, blob = line.split(" ")
        blob = unbase64(blob)
        if dash == "\u2014" and who == name and blob[:4] == key_id:
            good = signed_by(public, text.encode(), blob[4:])
            if not good:
                refuse("%s: the log's signature does not verify" % file)
    if not good:
        refuse("%s: not signed by the log" % file)
    origin, size, root = text[:-1].split("\n")[:3]
    if origin != name or str(int(size)) != size:
        refuse("%s: origin or size is malformed" % file)
    return int(size), unbase64(root)


# ---- tree ----------------------------------------------------------------------------------------------------


def leaf(entry):
    return sha256(b"\x00" + entry)


def parent(left, right):
    return sha256(b"\x01" + left + right)


class Tree:
    """Subtree hashes, each computed once: rows[h][i] covers the leaves i * 2**h and following, whole ones only."""

    def __init__(self, leaves):
        self.rows = [leaves]
        while len(self.rows[-1]) > 1:
            row = self.rows[-1]
            self.rows.append([parent(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)])

    def root(self, start, end):
        """MTH(D[start:end]) for the ranges that occur: start is a multiple of the largest power of two in it."""
        if start == end:
            return sha256(b"")
        height = (end - start).bit_length() - 1
        whole = self.rows[height][start >> height]
        middle = start + (1 << height)
        return whole if middle == end else parent(whole, self.root(middle, end))

    def consistency(self, old, start, end, whole=True):
        """SUBPROOF of RFC 6962 section 2.1.2."""
        if old == end - start:
            return [] if whole else [self.root(start, end)]
        k = 1 << ((end - start - 1).bit_length() - 1)
        if old <= k:
            return self.consistency(old, start, start + k, whole) + [self.root(start + k, end)]
        return self.consistency(old - k, start + k, end, False) + [self.root(start, start + k)]


def consistent(first, second, first_root, second_root, path):
    """RFC 9162 section 2.1.4.2."""
    if first == 0:
        return path == [] and first_root == sha256(b"")
    if first == second:
        return path == [] and first_root == second_root
    if not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root] + path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = parent(c, fr), parent(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = parent(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return fr == first_root and sr == second_root and sn == 0


# ---- files ---------------------------------------------------------------------------------------------------


def read_file(directory, row, index, width):
    digits = "%03d" % (index % 1000)
    index //= 1000
    while index:
        digits = "x%03d/%s" % (index % 1000, digits)
        index //= 1000
    name = "tile/%s/%s%s" % (row, digits, "" if width == WIDTH else ".p/%d" % width)
    try:
        return name, (directory / name).read_bytes()
    except OSError as error:
        refuse("%s: %s" % (name, error))


def read_bundle(directory, index, width):
    name, data = read_file(directory, "entries", index, width)
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entries.append(data[at + 2 : at + 2 + length])
        if at + 2 + length > len(data):
            refuse(name + ": an entry is cut")
        at += 2 + length
    if len(entries) != width:
        refuse("%s: %d entries" % (name, len(entries)))
    return entries


def main(directory, key_text, old_files):
    directory, key = pathlib.Path(directory), read_key(key_text)
    size, root = read_checkpoint(directory / "checkpoint", key)
    leaves = []
    for index in range(0, (size + WIDTH - 1) // WIDTH):
        leaves += [leaf(e) for e in read_bundle(directory, index, min(WIDTH, size - index * WIDTH))]
    tree, tiles, level = Tree(leaves), 0, 0
    while size >> (8 * level):
        row = tree.rows[8 * level]
        for index in range(0, (len(row) + WIDTH - 1) // WIDTH):
            hashes = row[index * WIDTH : (index + 1) * WIDTH]
            name, data = read_file(directory, level, index, len(hashes))
            if data != b"".join(hashes):
                refuse(name + ": does not hold the hashes of what lies below it")
            tiles += 1
        level += 1
    if tree.root(0, size) != root:
        refuse("the root of the entries is not the checkpoint's")
    for file in old_files:
        old, old_root = read_checkpoint(pathlib.Path(file), key)
        if old > size or tree.root(0, old) != old_root:
            refuse("%s: the log was rewritten or cut since" % file)
        if not consistent(old, size, old_root, root, tree.consistency(old, 0, size) if old else []):
            refuse("%s: the consistency proof does not hold" % file)
    print("OK: %d entries, %d tiles, %d older checkpoints" % (size, tiles, len(old_files)))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__)
        sys.exit(2)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
