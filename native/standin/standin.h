/* What only the stand-in has: failures on demand, for the tests of whatever stands above it. */
#ifndef STANDIN_H
#define STANDIN_H

#include <stdint.h>

enum {
  STANDIN_NOTHING = 0,
  STANDIN_COMPILE_ERROR = 1,
  STANDIN_LOAD_ERROR = 2,
  STANDIN_LOAD_EXCEPTION = 3,
  STANDIN_ARRAY_MEMORY = 4,
  STANDIN_STATE_EXCEPTION = 5,
  STANDIN_PREDICTION_ERROR = 6,
  STANDIN_PREDICTION_EXCEPTION = 7,
  STANDIN_PREDICTION_MEMORY = 8,
  STANDIN_OUTPUT_MISSING = 9,
  STANDIN_OUTPUT_SHAPE = 10,
  STANDIN_PLAN_ERROR = 11
};

/* The next call that can fail in this way does, once, whatever thread makes it. */
__attribute__((visibility("default"))) void standin_fail_next(int32_t failure);

/* How many objects of the stand-in's own classes are alive: models, arrays, states, feature values. */
__attribute__((visibility("default"))) int64_t standin_live_objects(void);

/* How many models were compiled so far. */
__attribute__((visibility("default"))) int64_t standin_compilations(void);

#endif
