"""Takes files of HTML; says what a strict parser (html5lib) finds wrong in them. Exit 1 when there is anything."""

import sys

import html5lib
from html5lib.constants import E

wrong = 0
for path in sys.argv[1:]:
    parser = html5lib.HTMLParser()
    with open(path, "rb") as file:
        tree = parser.parse(file, transport_encoding="utf-8")
    said = [f"{path}: line {line}: {E[code] % data}" for (line, _), code, data in parser.errors]
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    said += [f"{path}: two elements have the id {i}" for i in sorted({i for i in ids if ids.count(i) > 1})]
    names = {"label": "for", "a": "aria-labelledby", "section": "aria-labelledby", "input": "aria-describedby"}
    for element in tree.iter():
        tag = element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
        wanted = element.get(names.get(tag, ""), "")
        said += [f"{path}: <{tag}> names {i}, which is not there" for i in wanted.split() if i not in ids]
    headings = [e for e in tree.iter() if isinstance(e.tag, str) and e.tag.endswith("}h1")]
    if len(headings) != 1:
        said.append(f"{path}: {len(headings)} headings of the first level")
    print("\n".join(said), end="\n" if said else "")
    wrong += len(said)
sys.exit(1 if wrong else 0)
