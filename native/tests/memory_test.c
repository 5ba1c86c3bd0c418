/* Nothing is left over, and a state has one user at a time. */
#include "check.h"

#include <pthread.h>
#include <sanitizer/allocator_interface.h>
#include <stdatomic.h>

static void everything_is_freed(void) {
  CHECK(standin_live_objects() == 0);
}

static void predict_often(typofix_session *session, int times) {
  for (int round = 0; round < times; round++) {
    int32_t token[8] = {round % 320, 1, 2, 3, 4, 5, 6, 7};
    float value;
    typofix_session_set_input(session, 3, token, sizeof token, ERROR);
    typofix_session_predict(session, ERROR);
    typofix_session_read(session, 0, 0, 1, 1, &value, ERROR);
  }
}

/* Every object and every byte, GNUstep's own included. */
static void ten_thousand_predictions_keep_memory_flat(void) {
  typofix_model *model = open_model("coreml-qwen2");
  typofix_session *session = open_session(model);
  set_line(model, session);
  predict_often(session, 100);
  int64_t alive = standin_live_objects();
  size_t bytes = __sanitizer_get_current_allocated_bytes();
  predict_often(session, 10000);
  CHECK(standin_live_objects() == alive);
  CHECK(__sanitizer_get_current_allocated_bytes() == bytes);
  typofix_session_close(session);
  typofix_model_close(model);
  CHECK(standin_live_objects() == 0);
}

/* Failures cost nothing either. */
static void failures_keep_memory_flat(void) {
  size_t bytes = 0;
  for (int round = 0; round < 40; round++) {
    typofix_model *model = open_model("coreml-qwen2"), *none = NULL;
    typofix_session *session = open_session(model);
    for (int32_t failure = STANDIN_PREDICTION_ERROR; failure <= STANDIN_OUTPUT_SHAPE; failure++) {
      standin_fail_next(failure);
      CHECK(typofix_session_predict(session, ERROR) != TYPOFIX_OK);
    }
    standin_fail_next(STANDIN_LOAD_EXCEPTION);
    CHECK(typofix_model_open(package_of("coreml-qwen2"), scratch, "coreml-qwen2", NULL, 0, &none, ERROR) ==
          TYPOFIX_INTERNAL);
    typofix_model_close(model);
    typofix_session_close(session);
    bytes = round == 20 ? __sanitizer_get_current_allocated_bytes() : bytes;
  }
  CHECK(standin_live_objects() == 0);
  CHECK(__sanitizer_get_current_allocated_bytes() == bytes);
}

typedef struct user {
  typofix_session *session;
  atomic_int *refused, *served;
  int rounds;
} user;

static void *use(void *argument) {
  user *self = argument;
  for (int round = 0; round < self->rounds; round++) {
    char reason[256];
    int32_t status = typofix_session_predict(self->session, reason, sizeof reason);
    atomic_fetch_add(status == TYPOFIX_INVALID_STATE ? self->refused : self->served, status <= TYPOFIX_INVALID_STATE);
  }
  return NULL;
}

static void use_together(typofix_session *one, typofix_session *other, atomic_int *served, atomic_int *refused) {
  pthread_t threads[2];
  user users[2] = {{one, refused, served, 50}, {other, refused, served, 50}};
  for (int i = 0; i < 2; i++) {
    CHECK(pthread_create(&threads[i], NULL, use, &users[i]) == 0);
  }
  for (int i = 0; i < 2; i++) {
    pthread_join(threads[i], NULL);
  }
}

/* Two threads meet or do not; whichever happens, every call is served or refused, and nothing breaks. */
static void a_state_has_one_user_at_a_time(void) {
  typofix_model *model = open_model("coreml-qwen2");
  typofix_session *one = open_session(model), *other = open_session(model), *shared = NULL;
  EXPECT(TYPOFIX_OK, NULL, typofix_session_share(model, one, &shared, ERROR));
  atomic_int served = 0, refused = 0;
  use_together(one, shared, &served, &refused);
  CHECK(served + refused == 100 && served >= 50);
  served = 0, refused = 0;
  use_together(one, other, &served, &refused);
  CHECK(served == 100 && refused == 0);
  typofix_session_close(shared);
  typofix_session_close(one);
  typofix_session_close(other);
  typofix_model_close(model);
}

void test_memory(void) {
  run("everything is freed", everything_is_freed);
  run("a state has one user at a time", a_state_has_one_user_at_a_time);
  run("failures keep memory flat", failures_keep_memory_flat);
  run("ten thousand predictions keep memory flat", ten_thousand_predictions_keep_memory_flat);
}
