# count.awk - reads the output of one test, prints its failures, appends "seconds passed failed skipped path" to `report`.
#
# A cmocka program speaks TAP: a plan "1..N" for each group, then one line a case: "ok 1 - name", "not ok 2 - name"
# with its reasons as comments below, "not ok 3 # SKIP name". What else stood since the last case belongs to the next.
# Variables: kind, path, status (of exit), seconds, limit, report.

function say(title,    i, most) {
    most = kind == "shell" ? 300 : 60
    printf "FAIL %s: %s\n", path, title
    for (i = count > most ? count - most + 1 : 1; i <= count; i++) print "    " lines[i]
    count = 0
}

function why() {
    if (status == 124 || status == 137) return "took longer than " limit " s"
    if (status == 127) return "was not built"
    if (status > 128) return "killed by signal " (status - 128)
    return "exit status " status
}

kind == "program" && /^1\.\.[0-9]+$/ { plan += substr($0, 4); next }
kind == "program" && /^(not )?ok [0-9]+ .*# SKIP/ { skipped++; count = reasons = 0; next }
kind == "program" && /^ok [0-9]+/ { passed++; count = reasons = 0; next }
kind == "program" && /^not ok [0-9]+/ {
    failed++
    sub(/^not ok [0-9]+ (- )?/, "")
    say($0)
    reasons = 1
    next
}
/^# (not )?ok - / { next } # the end of a group
reasons && /^#/ { print "    " $0; next }
{ lines[++count] = $0; reasons = 0 }

END {
    cases = passed + failed + skipped
    if (kind != "program") {
        if (status == 0) passed++
        else if (status == 77) skipped++
        else failed++
        if (failed) say(why())
    } else if (plan == 0 || plan != cases) {
        failed++
        say(why() "; " cases " of " plan + 0 " planned cases ran")
    } else if (status != 0 && failed == 0) {
        failed++
        say(why() " after every case passed")
    }
    print seconds, passed + 0, failed + 0, skipped + 0, path >> report
}
