#include "base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cancel.h"

typedef struct Team {
    size_t count;
    ParallelWork *work;
    void *context;
    atomic_size_t next;
    atomic_bool stopped;
    pthread_mutex_t lock; // guards what follows
    bool failed;
    size_t failed_index;
    Err failure;
} Team;

typedef struct Member {
    Team *team;
    int worker;
    pthread_t thread;
} Member;

int parallel_cores(void)
{
    cpu_set_t cores;
    int count =
        sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : (int)sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count;
}

static void record_failure(Team *team, size_t index, const Err *err)
{
    atomic_store(&team->stopped, true);
    pthread_mutex_lock(&team->lock);
    if (!team->failed || index < team->failed_index) {
        team->failed = true;
        team->failed_index = index;
        team->failure = *err;
    }
    pthread_mutex_unlock(&team->lock);
}

static void *run(void *argument)
{
    Member *member = argument;
    Team *team = member->team;
    Err err = {0};
    while (!atomic_load(&team->stopped)) {
        size_t index = atomic_fetch_add(&team->next, 1);
        if (index >= team->count) break;
        if (!cancel_check(&err) || !team->work(team->context, member->worker, index, &err)) {
            record_failure(team, index, &err);
        }
    }
    return NULL;
}

// Worker 0 is the caller. Where the system gives fewer threads, the others do the work.
static void run_members(Team *team, Member *members, int jobs)
{
    int started = 0;
    for (int i = 0; i < jobs; i++) members[i] = (Member){.team = team, .worker = i};
    while (started + 1 < jobs) {
        Member *member = &members[started + 1];
        if (pthread_create(&member->thread, NULL, run, member) != 0) break;
        started++;
    }
    run(&members[0]);
    for (int i = 1; i <= started; i++) pthread_join(members[i].thread, NULL);
}

bool parallel_for(int jobs, size_t count, ParallelWork *work, void *context, Err *err)
{
    assert(jobs >= 1);
    if ((size_t)jobs > count) jobs = count ? (int)count : 1;
    Team team = {.count = count, .work = work, .context = context, .lock = PTHREAD_MUTEX_INITIALIZER};
    Member *members = calloc((size_t)jobs, sizeof *members);
    assert(members);
    run_members(&team, members, jobs);
    free(members);
    pthread_mutex_destroy(&team.lock);
    if (team.failed && err) *err = team.failure;
    return !team.failed;
}
