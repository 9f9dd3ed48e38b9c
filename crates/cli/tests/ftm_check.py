"""Reads an export with FollowTheMoney's own library: every entity is valid, every value survives the library's
cleaning as it is, and the statements are those of the entities, under the ids that the library gives them.

    python ftm_check.py entities.ftm.json statements.csv
"""
import json
import sys

from followthemoney import EntityProxy, model
from followthemoney.statement import Statement
from followthemoney.statement.serialize import read_csv_statements

problems = []
entities = {}
for line in open(sys.argv[1], encoding="utf-8"):
    data = json.loads(line)
    model.get(data["schema"]).validate(data)
    proxy = EntityProxy.from_dict(data, cleaned=False)
    for name, values in data["properties"].items():
        if proxy.schema.get(name) is None:
            problems.append(f"{data['schema']} has no {name}")
            continue
        lost = [value for value in values if value not in proxy.get(name)]
        problems.extend(f"{data['schema']}.{name} loses {value!r}" for value in lost)
    entities[proxy.id] = proxy

stated = {}
count = 0
for statement in read_csv_statements(open(sys.argv[2], "rb")):
    count += 1
    if statement.prop == "id":
        continue
    key = Statement.make_key(
        statement.dataset, statement.entity_id, statement.prop, statement.value, statement.external,
        lang=statement.lang,
    )
    if statement.id != key:
        problems.append(f"{statement.entity_id}.{statement.prop} has another id")
    kind = model.get(statement.schema).get(statement.prop).type.name
    if statement.prop_type != kind:
        problems.append(f"{statement.schema}.{statement.prop} is {kind}, not {statement.prop_type}")
    if not statement.origin:
        problems.append(f"{statement.entity_id}.{statement.prop} has no origin")
    stated.setdefault(statement.entity_id, set()).add((statement.prop, statement.value))
for key, proxy in entities.items():
    has = {(name, value) for name in proxy.properties for value in proxy.get(name)}
    if has != stated.get(key, set()):
        problems.append(f"{key}: entity and statements differ in {has ^ stated.get(key, set())}")

print(f"{len(entities)} entities, {count} statements")
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
