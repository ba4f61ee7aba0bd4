#include "gep/finding.h"

#include <string.h>

#include "base/message.h"
#include "base/text.h"

Findings findings_open(Arena *arena)
{
    return (Findings){.arena = arena};
}

static bool is_kept(const Findings *findings, const Finding *wanted)
{
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *kept = &findings->items[i];
        if (kept->severity == wanted->severity && text_equal(kept->code, wanted->code) &&
            text_equal(kept->where, wanted->where) && text_equal(kept->text_zh, wanted->text_zh) &&
            text_equal(kept->text_en, wanted->text_en)) {
            return true;
        }
    }
    return false;
}

static bool keep(Findings *findings, Finding finding)
{
    if (is_kept(findings, &finding)) return finding.severity != FINDING_ERROR;
    findings->items =
        arena_grow(findings->arena, findings->items, findings->count, &findings->capacity, sizeof *findings->items);
    findings->items[findings->count++] = finding;
    findings->error_count += finding.severity == FINDING_ERROR;
    return finding.severity != FINDING_ERROR;
}

bool finding_add_texts(Findings *findings, Severity severity, const char *code, const char *where, const char *text_zh,
                       const char *text_en)
{
    Arena *arena = findings->arena;
    return keep(findings, (Finding){.severity = severity,
                                    .code = arena_text(arena, code),
                                    .where = arena_text(arena, where),
                                    .text_zh = arena_text(arena, text_zh),
                                    .text_en = arena_text(arena, text_en)});
}

bool finding_add(Findings *findings, Severity severity, const char *code, const char *where, const char *zh,
                 const char *en, ...)
{
    va_list args, again;
    va_start(args, en);
    va_copy(again, args);
    const char *text_zh = arena_vprintf(findings->arena, zh, args);
    const char *text_en = arena_vprintf(findings->arena, en, again);
    va_end(again);
    va_end(args);
    return finding_add_texts(findings, severity, code, where, text_zh, text_en);
}

bool finding_add_err(Findings *findings, const char *code, const char *where, const Err *err)
{
    return finding_add_texts(findings, FINDING_ERROR, code, where, err->text, err->text);
}

const char *finding_rest(const Finding *finding)
{
    const char *text = finding_text(finding), *rest = text + strlen(finding->where);
    if (finding->where[0] == '\0' || !text_starts(text, finding->where)) return text;
    if (text_starts(rest, ": ")) return rest + strlen(": ");
    return text_starts(rest, "：") ? rest + strlen("：") : text;
}

const char *finding_text(const Finding *finding)
{
    return message_is_chinese() ? finding->text_zh : finding->text_en;
}
