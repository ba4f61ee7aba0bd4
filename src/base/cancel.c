#include "base/cancel.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#include "base/message.h"

static atomic_bool asked;

// A second signal, from someone who will not wait, gets the default: the program ends at once.
static void on_signal(int number)
{
    if (!atomic_exchange(&asked, true)) return;
    signal(number, SIG_DFL);
    raise(number); // comes when this handler returns
}

void cancel_install(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old, action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
        sigemptyset(&action.sa_mask);
        sigaction(signals[i], NULL, &old);
        if (old.sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL); // nohup and "&" ignore some
    }
}

bool cancel_asked(void)
{
    return atomic_load_explicit(&asked, memory_order_relaxed);
}

bool cancel_check(Err *err)
{
    return !cancel_asked() || err_set(err, ERR_CANCELLED, _("stopped by the user"));
}

void cancel_request(bool value)
{
    atomic_store(&asked, value);
}
