// measure.c - runs a command several times as a whole process: medians of wall seconds, CPU seconds and peak memory.
//
//   measure RUNS COMMAND [ARG ...]      prints "WALL CPU PEAK_MB"; the command's own output goes to /dev/null
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 99 };

typedef struct Run {
    double wall_s, cpu_s, peak_mb;
} Run;

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void run_child(char **argv)
{
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0) dup2(null, STDOUT_FILENO);
    execvp(argv[0], argv);
    fprintf(stderr, "measure: %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static Run measure(char **argv)
{
    double start = now_s();
    pid_t child = fork();
    if (child == 0) run_child(argv);
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "measure: %s failed\n", argv[0]);
        exit(1);
    }
    double cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                   (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return (Run){now_s() - start, cpu_s, (double)usage.ru_maxrss / 1024};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (runs < 1 || runs > RUNS_MAX) {
        fprintf(stderr, "usage: measure RUNS COMMAND [ARG ...]\n");
        return 2;
    }
    double wall_s[RUNS_MAX], cpu_s[RUNS_MAX], peak_mb[RUNS_MAX];
    measure(argv + 2); // warm
    for (int i = 0; i < runs; i++) {
        Run run = measure(argv + 2);
        wall_s[i] = run.wall_s;
        cpu_s[i] = run.cpu_s;
        peak_mb[i] = run.peak_mb;
    }
    printf("%.3f %.3f %.1f\n", median(wall_s, runs), median(cpu_s, runs), median(peak_mb, runs));
    return 0;
}
