#!/usr/bin/env bash
# schema_test.sh [ACCOUNT.json...] - accounts keep to docs/account.schema.json, and every key of either is explained in docs/formats.md.
#
# Accounts: tests/golden/account/*.json, and those given (by absolute path).
set -euo pipefail
cd "$(dirname "$0")/.."
accounts=(tests/golden/account/*.json "$@")
[ -f "${accounts[0]}" ] || exit 77
# Debian's interpreter, which has python3-jsonschema.
exec /usr/bin/python3 - "${accounts[@]}" <<'PYTHON'
import json, re, sys
import jsonschema

schema = json.load(open("docs/account.schema.json"))
formats = open("docs/formats.md").read()
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
faults = []

def keys_of_schema(node):
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "properties":
                yield from value
            yield from keys_of_schema(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys_of_schema(value)

def keys_of(value):
    if isinstance(value, dict):
        yield from value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys_of(item)

known = set(keys_of_schema(schema))
explained = set(re.findall(r"`\.?([a-z0-9_]+)(?:\[\])?`", formats))
for path in sys.argv[1:]:
    account = json.load(open(path))
    faults += [f"{path}: /{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator.iter_errors(account)]
    faults += [f"{path}: key {key} is not in docs/account.schema.json" for key in sorted(set(keys_of(account)) - known)]
    for key in list(account):
        less = {name: value for name, value in account.items() if name != key}
        if validator.is_valid(less):
            faults.append(f"the schema does not miss {key}")
faults += [f"docs/formats.md does not explain {key}" for key in sorted(known - explained)]
print("\n".join(faults))
sys.exit(bool(faults))
PYTHON
