#include "standin_inside.h"

#include <stdatomic.h>

static _Atomic int32_t pending = STANDIN_NOTHING;
static _Atomic int64_t alive;
static _Atomic int64_t compiled;

void standin_fail_next(int32_t failure) { atomic_store(&pending, failure); }

int standin_fails(int32_t failure) {
  int32_t expected = failure;
  return atomic_compare_exchange_strong(&pending, &expected, STANDIN_NOTHING);
}

void standin_born(void) { atomic_fetch_add(&alive, 1); }

void standin_died(void) { atomic_fetch_sub(&alive, 1); }

void standin_compiled(void) { atomic_fetch_add(&compiled, 1); }

int64_t standin_live_objects(void) { return atomic_load(&alive); }

int64_t standin_compilations(void) { return atomic_load(&compiled); }
