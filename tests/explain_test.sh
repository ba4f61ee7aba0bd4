#!/usr/bin/env bash
# explain_test.sh - the causes of a change on the demonstration district: exact to the fen, the same bytes whatever the
# threads, the other sign backwards; refused when an input has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/release.sh
need_demo
export QINGSHAN_CACHE=off
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for year in 2020 2023; do
    "$qingshan" account "$demo" --year $year --out "$scratch/$year" --lang en -q >/dev/null 2>&1 || fail "no account of $year"
done
explain() { # OUT1 OUT2 DIR [OPTION...]
    "$qingshan" explain "$scratch/$1" "$scratch/$2" --out "$scratch/$3" --lang en -q "${@:4}" >"$scratch/$3.txt"
}
explain 2020 2023 there --jobs 1
explain 2020 2023 again --jobs 3
explain 2023 2020 back --jobs 2
for file in explain.json explain.xlsx; do
    cmp -s "$scratch/there/$file" "$scratch/again/$file" || fail "other bytes: $file"
done
cmp -s "$scratch/there.txt" "$scratch/again.txt" || fail "another text"

/usr/bin/python3 - "$scratch" <<'PYTHON'
import json, sys
from decimal import Decimal

def read(name):
    return json.load(open(f"{sys.argv[1]}/{name}"), parse_float=Decimal, parse_int=Decimal)

def check(holds, what):
    if not holds:
        sys.exit(what)

there, back = read("there/explain.json"), read("back/explain.json")
accounts = [read("2020/account.json"), read("2023/account.json")]
totals = {"current": "gep", "constant": "gep_constant", "normal_current": "gep_normal_current", "normal_constant": "gep_normal_constant"}
cells = 0
for name, key in totals.items():
    m, b = there["measures"][name], back["measures"][name]
    check(m["before_yuan"] == accounts[0]["totals"][key] and m["after_yuan"] == accounts[1]["totals"][key], f"{name}: other totals")
    for row in [m] + m["services"] + m["towns"]:
        check(row["after_yuan"] - row["before_yuan"] == row["change_yuan"], f"{name}: a change")
        check(sum(row["parts_yuan"].values()) == row["change_yuan"], f"{name}: parts do not sum")
    for cause in m["parts_yuan"]:
        check(sum(s["parts_yuan"][cause] for s in m["services"]) == m["parts_yuan"][cause], f"{name}: services, {cause}")
        check(sum(t["parts_yuan"][cause] for t in m["towns"]) == m["parts_yuan"][cause], f"{name}: towns, {cause}")
    for town, town_back in zip(m["towns"], b["towns"]):
        for service, service_back in zip(town["services"], town_back["services"]):
            for cause, part in service["parts_yuan"].items():
                cells += 1
                check(part == -service_back["parts_yuan"][cause], f"{name}: backwards, {town['code']} {service['code']} {cause}")
for account, side in zip(accounts, ("before_yuan", "after_yuan")):
    town = {t["code"]: t["gep_yuan"] for t in account["towns"]}
    check(all(t[side] == town[t["code"]] for t in there["measures"]["current"]["towns"] if t["code"]), "towns")
parts = there["measures"]["normal_constant"]["parts_yuan"]
check(there["audit"]["change_yuan"] == parts["area"] + parts["condition"], "audit")
check(parts["weather"] == 0, "weather under one normal climate")
check(cells > 10000, "hardly a cell")
PYTHON

# An input that changed since is named.
cp -r "$demo" "$scratch/own"
"$qingshan" account "$scratch/own" --year 2020 --out "$scratch/own2020" --lang en -q >/dev/null 2>&1
echo >>"$scratch/own/tables/products_2020.csv"
"$qingshan" explain "$scratch/own2020" "$scratch/2023" --lang en -q >"$scratch/said" 2>&1 && fail "explained though an input changed"
grep -q 'products_2020.csv has changed' "$scratch/said" || fail "says: $(cat "$scratch/said")"
