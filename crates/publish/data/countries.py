"""Makes countries.json.gz from countries-50m.json of the npm package world-atlas 2.0.2, which carries the countries of
Natural Earth (1:50 million; public domain) as TopoJSON (https://github.com/topojson/topojson-specification).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 countries.py package/countries-50m.json countries.json.gz

Out: [[name, [ring, …]], …]; a ring is [x, y, dx, dy, …] in units of 1/200 of a degree, longitude first.
"""

import gzip
import json
import sys

UNIT = 200


def decoded(arc, transform):
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield round((x * kx + x0) * UNIT), round((y * ky + y0) * UNIT)


def ring(indices, arcs):
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    kept = points[:1]
    for point in points[1:]:
        if point != kept[-1]:
            kept.append(point)
    return kept


def deltas(points):
    flat, (x, y) = [], (0, 0)
    for px, py in points:
        flat += [px - x, py - y]
        x, y = px, py
    return flat


atlas = json.load(open(sys.argv[1], encoding="utf-8"))
arcs = [list(decoded(arc, atlas["transform"])) for arc in atlas["arcs"]]
out = []
for country in atlas["objects"]["countries"]["geometries"]:
    polygons = {"Polygon": [country.get("arcs")], "MultiPolygon": country.get("arcs")}.get(country["type"], [])
    rings = [ring(indices, arcs) for polygon in polygons for indices in polygon]
    out.append([country["properties"]["name"], [deltas(r) for r in rings if len(r) > 3]])
out.sort()
text = json.dumps(out, ensure_ascii=False, separators=(",", ":")).encode()
with open(sys.argv[2], "wb") as file:
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, compresslevel=9, filename="") as packed:
        packed.write(text)
