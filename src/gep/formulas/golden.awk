# golden.awk - writes the C file with the table `golden_tables` (gep/formulas/golden.h) from the files golden_*.c.

/^const GoldenFunction golden_[a-z0-9_]+\[\] =/ {
    name = $3
    sub(/\[\]/, "", name)
    names[++count] = name
}

END {
    print "// Written by src/gep/formulas/golden.awk; do not edit."
    print "#include \"gep/formulas/golden.h\"\n"
    for (i = 1; i <= count; i++) print "extern const GoldenFunction " names[i] "[];"
    print "const GoldenFunction *const golden_tables[] = {"
    for (i = 1; i <= count; i++) print "    " names[i] ","
    print "    NULL,\n};"
}
