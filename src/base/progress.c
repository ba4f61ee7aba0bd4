#include "base/progress.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/message.h"

enum { DOTS = 40, BAR_SIZE = 64, TIME_SIZE = 64, LABEL_SIZE = 128 };

static struct {
    pthread_mutex_t lock;
    bool quiet;
    bool active;
    char label[LABEL_SIZE];
    size_t total, done;
    double started_s, painted_s;
    int painted_dots;
} line = {.lock = PTHREAD_MUTEX_INITIALIZER};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

// "0...10...20." : four steps for each ten percent, as GDAL's utilities print.
static void write_bar(int dots, char out[BAR_SIZE])
{
    size_t size = 0;
    for (int i = 0; i <= dots; i++) {
        if (i % 4 == 0) {
            size += (size_t)snprintf(out + size, BAR_SIZE - size, "%d", i / 4 * 10);
        } else {
            out[size++] = '.';
        }
    }
    out[size] = '\0';
}

static void write_remaining(double remaining_s, char out[TIME_SIZE])
{
    if (remaining_s < 60) {
        snprintf(out, TIME_SIZE, _(" (%d s left)"), (int)remaining_s + 1);
    } else if (remaining_s < 5400) {
        snprintf(out, TIME_SIZE, _(" (%d min left)"), (int)(remaining_s / 60 + 0.5));
    } else {
        snprintf(out, TIME_SIZE, _(" (%.1f h left)"), remaining_s / 3600);
    }
}

// Columns on the screen: a character beyond ASCII is taken for two.
static int screen_width(const char *text)
{
    int width = 0;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        width += byte < 0x80 ? 1 : byte >= 0xC0 ? 2 : 0;
    }
    return width;
}

static int terminal_columns(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// A line that is wider than the terminal could not be painted over: then a percentage stands for the bar.
static void paint(const char *tail)
{
    char bar[BAR_SIZE];
    write_bar(line.painted_dots, bar);
    if (screen_width(line.label) + screen_width(bar) + screen_width(tail) + 2 >= terminal_columns()) {
        snprintf(bar, sizeof bar, "%zu%%", line.total ? (size_t)((double)line.done * 100 / (double)line.total) : 100);
    }
    fprintf(stderr, "\r%s: %s%s\033[K", line.label, bar, tail);
    fflush(stderr);
}

void progress_set_quiet(bool quiet)
{
    line.quiet = quiet;
}

void progress_start(const char *label, size_t total)
{
    pthread_mutex_lock(&line.lock);
    line.active = !line.quiet && isatty(STDERR_FILENO);
    snprintf(line.label, sizeof line.label, "%s", label);
    line.total = total;
    line.done = 0;
    line.painted_dots = 0;
    line.started_s = line.painted_s = now_s();
    if (line.active) paint("");
    pthread_mutex_unlock(&line.lock);
}

static void step(size_t done)
{
    if (done > line.total) done = line.total;
    if (done <= line.done) return; // threads may come late
    line.done = done;
    double now = now_s(), share = (double)done / (double)line.total;
    int dots = (int)(share * DOTS);
    if (dots == line.painted_dots && now - line.painted_s < 1) return;
    line.painted_dots = dots;
    line.painted_s = now;
    double elapsed_s = now - line.started_s;
    char tail[TIME_SIZE] = "";
    if (elapsed_s > 2 && done < line.total) write_remaining(elapsed_s / share - elapsed_s, tail);
    paint(tail);
}

void progress_step(size_t done)
{
    pthread_mutex_lock(&line.lock);
    if (line.active) step(done);
    pthread_mutex_unlock(&line.lock);
}

void progress_end(void)
{
    pthread_mutex_lock(&line.lock);
    bool whole = line.done == line.total;
    if (line.active) {
        if (whole) line.painted_dots = DOTS;
        paint(whole ? _(" - done.") : "");
        fputc('\n', stderr);
    }
    line.active = false;
    pthread_mutex_unlock(&line.lock);
}
