// message.h - messages in Chinese and English. The source holds English; locale/zh_CN/*.po hold Chinese.
//
// Chinese is the default; LC_ALL/LC_MESSAGES/LANG beginning with "en", or QINGSHAN_LANG=en, or
// message_set_language("en") give English. Where the Chinese catalogue is not there, all is English: texts that carry
// both languages too, so that a run speaks one. Numbers never follow the locale: the C.UTF-8 locale is set.
#ifndef QINGSHAN_BASE_MESSAGE_H
#define QINGSHAN_BASE_MESSAGE_H

#include <libintl.h>
#include <stdbool.h>

#define _(text)  gettext(text)
#define N_(text) (text) // marks a text of a table; translated where it is used

void message_start(void);                    // once, first thing in main
void message_set_language(const char *code); // "zh" or "en"
bool message_is_chinese(void);
// One line to stderr: "qingshan: " + text.
void message_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
