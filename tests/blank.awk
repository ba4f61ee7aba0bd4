# blank.awk - C source with the insides of comments, strings and character constants replaced by blanks.
#
# Lines and columns stay, so that what a test finds in the rest can be named. Output: "file:line:text".

FNR == 1 { state = "code" }

{
    out = ""
    n = length($0)
    for (i = 1; i <= n; i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (state == "code") {
            if (two == "//") break
            if (two == "/*") { state = "comment"; out = out "  "; i++ }
            else if (c == "\"" || c == "'") { state = c; out = out c }
            else out = out c
        } else if (state == "comment") {
            if (two == "*/") { state = "code"; out = out "  "; i++ }
            else out = out " "
        } else if (c == "\\") { out = out "  "; i++ }
        else if (c == state) { state = "code"; out = out c }
        else out = out " "
    }
    if (state != "comment" && $0 !~ /\\$/) state = "code"
    print FILENAME ":" FNR ":" out
}
