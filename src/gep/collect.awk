# collect.awk - writes the C file with the tables `services` and `fields` (gep/service.h) and `models`
# (gep/invest/model.h) from the files that define them: each `const Service service_NAME = { .code = "R01", ...`,
# `const Field field_NAME = { .id = "slope", ...` and `const InvestModel invest_NAME = { .id = "carbon", ...`, sorted by
# code or id.

function add(kind, key) {
    count[kind]++
    names[kind, count[kind]] = name
    keys[kind, count[kind]] = key
    name = ""
}

function table(type, kind,    i, j, n, order) {
    n = count[kind]
    for (i = 1; i <= n; i++) order[i] = i
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && keys[kind, order[j - 1]] > keys[kind, order[j]]; j--) {
            n0 = order[j]; order[j] = order[j - 1]; order[j - 1] = n0
        }
    for (i = 1; i <= n; i++) print "extern const " type " " names[kind, order[i]] ";"
    print "const " type " *const " kind "[] = {"
    for (i = 1; i <= n; i++) print "    &" names[kind, order[i]] ", // " keys[kind, order[i]]
    print "    NULL,\n};"
}

FNR == 1 { name = "" }

BEGIN {
    kinds["Service"] = "services"
    kinds["Field"] = "fields"
    kinds["InvestModel"] = "models"
}

/^const (Service|Field|InvestModel) [a-z0-9_]+ =/ { kind = kinds[$2]; name = $3 }

name && match($0, kind == "services" ? "\\.code = \"[^\"]*\"" : "\\.id = \"[^\"]*\"") {
    key = substr($0, RSTART, RLENGTH)
    gsub(/^[^"]*"|"$/, "", key)
    add(kind, key)
}

END {
    print "// Written by src/gep/collect.awk; do not edit."
    print "#include \"gep/invest/model.h\""
    print "#include \"gep/service.h\"\n"
    table("Service", "services")
    print ""
    table("Field", "fields")
    print ""
    table("InvestModel", "models")
}
