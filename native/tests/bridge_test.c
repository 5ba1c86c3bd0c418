/* What the bridge promises, through its C interface alone: answers, refusals, failures of whatever lies below. */
#define _GNU_SOURCE
#include "check.h"
#include "float16.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void describes_its_features(void) {
  typofix_model *model = open_model("coreml-qwen3");
  typofix_feature feature;
  CHECK(typofix_model_feature_count(model, TYPOFIX_INPUT) == 4);
  CHECK(typofix_model_feature_count(model, TYPOFIX_OUTPUT) == 4);
  CHECK(typofix_model_feature_count(model, TYPOFIX_STATE) == 1);
  CHECK(typofix_model_feature_count(model, 3) == -1);
  CHECK(typofix_model_feature_count(NULL, TYPOFIX_INPUT) == -1);
  feature_of(model, TYPOFIX_INPUT, "mask", &feature);
  CHECK(feature.type == TYPOFIX_FLOAT16 && feature.rank == 4 && feature.shape[2] == 16 && feature.shape[3] == 288);
  feature_of(model, TYPOFIX_OUTPUT, "logits_1", &feature);
  CHECK(feature.type == TYPOFIX_FLOAT16 && feature.rank == 4 && feature.shape[1] == 128 && feature.shape[3] == 16);
  feature_of(model, TYPOFIX_STATE, "kv_cache", &feature);
  CHECK(feature.type == TYPOFIX_FLOAT16 && feature.shape[0] == 4 && feature.shape[2] == 288);
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no feature 4",
         typofix_model_feature(model, TYPOFIX_INPUT, 4, &feature, ERROR));
  char text[8];
  EXPECT(TYPOFIX_OK, NULL, typofix_model_metadata(model, "dev.typofix.block", text, sizeof text, ERROR));
  CHECK(strcmp(text, "16") == 0);
  EXPECT(TYPOFIX_NOT_FOUND, "have no nonsense", typofix_model_metadata(model, "nonsense", text, sizeof text, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "longer", typofix_model_metadata(model, "dev.typofix.block", text, 2, ERROR));
  typofix_model_close(model);
}

static double sum_of_probabilities(typofix_session *session, int32_t max, int32_t sum, int64_t rows, int64_t row) {
  float largest[3], sums[3];
  EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, max, row, rows, 3, largest, ERROR));
  EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, sum, row, rows, 3, sums, ERROR));
  double total = 0;
  for (int group = 0; group < 3; group++) {
    total += sums[group] * exp(largest[group]);
  }
  return total;
}

/* The reduced answers are those of the logits, read through padded rows. */
static void predicts_and_reads_by_strides(void) {
  typofix_model *model = open_model("coreml-qwen3");
  typofix_session *session = open_session(model);
  set_line(model, session);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_predict(session, ERROR));
  typofix_feature feature;
  int32_t first = feature_of(model, TYPOFIX_OUTPUT, "logits_0", &feature);
  int32_t second = feature_of(model, TYPOFIX_OUTPUT, "logits_1", &feature);
  int32_t max = feature_of(model, TYPOFIX_OUTPUT, "group_max", &feature);
  int32_t sum = feature_of(model, TYPOFIX_OUTPUT, "group_sum", &feature);
  for (int64_t row = 0; row < 16; row++) {
    float logits[384];
    EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, first, row, 16, 256, logits, ERROR));
    EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, second, row, 16, 128, logits + 256, ERROR));
    double total = 0;
    for (int token = 0; token < 320; token++) {
      CHECK(fabsf(logits[token]) < 100);
      total += exp(logits[token]);
    }
    CHECK(logits[320] == -10000 && logits[383] == -10000);
    CHECK(fabs(sum_of_probabilities(session, max, sum, 16, row) / total - 1) < 1e-3);
  }
  typofix_session_close(session);
  typofix_model_close(model);
}

/* Every way through an output finds the same numbers. */
static void reads_agree_whatever_the_step(void) {
  typofix_model *model = open_model("coreml-llama");
  typofix_session *session = open_session(model);
  set_line(model, session);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_predict(session, ERROR));
  typofix_feature feature;
  int32_t output = feature_of(model, TYPOFIX_OUTPUT, "logits_1", &feature);
  enum { SIZE = 128 * 32 };
  static float one_by_one[SIZE], some[SIZE];
  for (int64_t i = 0; i < SIZE; i++) {
    EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, output, i, 0, 1, &one_by_one[i], ERROR));
  }
  static const int64_t steps[] = {0, 1, 2, 3, 31, 32, 33, 63, 64, 96, 1000, 2048};
  for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
    for (int64_t start = 0; start < 200; start += 7) {
      int64_t step = steps[s], most = step == 0 ? 5 : (SIZE - 1 - start) / step + 1;
      EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, output, start, step, most, some, ERROR));
      for (int64_t i = 0; i < most; i++) {
        CHECK(some[i] == one_by_one[start + i * step]);
      }
    }
  }
  typofix_session_close(session);
  typofix_model_close(model);
}

static void a_session_outlives_its_model(void) {
  typofix_model *model = open_model("coreml-qwen2");
  typofix_session *session = open_session(model);
  set_line(model, session);
  typofix_model_close(model);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_predict(session, ERROR));
  typofix_session_close(session);
}

static float first_logit(typofix_session *session) {
  float value = NAN;
  EXPECT(TYPOFIX_OK, NULL, typofix_session_predict(session, ERROR));
  EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, 2, 7, 1, 1, &value, ERROR));
  return value;
}

/* All rows see all slots: what the state holds shows. */
static void see_everything(typofix_session *session) {
  static const uint16_t nothing_hidden[8 * 96];
  EXPECT(TYPOFIX_OK, NULL, typofix_session_set_input(session, 1, nothing_hidden, sizeof nothing_hidden, ERROR));
}

static void move(typofix_session *session, int32_t first_slot) {
  EXPECT(TYPOFIX_OK, NULL, typofix_session_set_input(session, 0, &first_slot, sizeof first_slot, ERROR));
}

static void states_are_kept_reset_and_shared(void) {
  typofix_model *model = open_model("coreml-qwen2");
  typofix_model *again = NULL;
  EXPECT(TYPOFIX_OK, NULL,
         typofix_model_open(package_of("coreml-qwen2"), scratch, "coreml-qwen2", "again", TYPOFIX_CPU_ONLY, &again,
                            ERROR));
  typofix_session *session = open_session(model);
  set_line(model, session);
  see_everything(session);
  float empty = first_logit(session);
  move(session, 8);
  float filled = first_logit(session);
  CHECK(filled != empty);
  typofix_session *shared = NULL, *own = open_session(again);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_share(again, session, &shared, ERROR));
  set_line(again, shared);
  see_everything(shared);
  move(shared, 8);
  CHECK(first_logit(shared) == filled);
  set_line(again, own);
  see_everything(own);
  move(own, 8);
  CHECK(first_logit(own) == empty);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_reset(session, ERROR));
  CHECK(first_logit(session) == empty);
  move(shared, 16);
  CHECK(first_logit(shared) != empty);
  typofix_session_close(own);
  typofix_session_close(session);
  typofix_session_close(shared);
  typofix_model_close(model);
  typofix_model_close(again);
}

static void functions_with_other_states_share_nothing(void) {
  typofix_model *one = open_model("coreml-qwen2"), *other = open_model("coreml-qwen3");
  typofix_session *session = open_session(one), *shared = NULL;
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no state in common", typofix_session_share(other, session, &shared, ERROR));
  CHECK(shared == NULL);
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no session to share", typofix_session_share(other, NULL, &shared, ERROR));
  typofix_session_close(session);
  typofix_model_close(one);
  typofix_model_close(other);
}

static void refuses_misuse(void) {
  typofix_model *model = NULL;
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "are needed",
         typofix_model_open(NULL, NULL, NULL, NULL, TYPOFIX_CPU_ONLY, &model, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "are needed", typofix_model_open("x", NULL, NULL, NULL, 9, &model, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no plain name",
         typofix_model_open("x", scratch, "../up", NULL, TYPOFIX_CPU_ONLY, &model, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no UTF-8",
         typofix_model_open("\xff\xfe", NULL, NULL, NULL, TYPOFIX_CPU_ONLY, &model, ERROR));
  model = open_model("coreml-qwen2");
  typofix_session *session = open_session(model);
  float value = 0;
  EXPECT(TYPOFIX_INVALID_STATE, "no prediction", typofix_session_read(session, 0, 0, 1, 1, &value, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no input 4", typofix_session_set_input(session, 4, &value, 4, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "3 bytes for the input first_slot, which has 4",
         typofix_session_set_input(session, 0, &value, 3, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no session", typofix_session_predict(NULL, ERROR));
  typofix_session *none = session;
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no model", typofix_session_open(NULL, &none, ERROR));
  CHECK(none == NULL);
  set_line(model, session);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_predict(session, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "no output 9", typofix_session_read(session, 9, 0, 1, 1, &value, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "which has 24", typofix_session_read(session, 0, 24, 1, 1, &value, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "which has 24", typofix_session_read(session, 0, 0, 8, 4, &value, ERROR));
  EXPECT(TYPOFIX_INVALID_ARGUMENT, "which has 24", typofix_session_read(session, 0, -1, 1, 1, &value, ERROR));
  EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, 0, 99, 1, 0, NULL, ERROR));
  typofix_session_close(session);
  typofix_session_close(NULL);
  typofix_model_close(model);
  typofix_model_close(NULL);
}

static void texts_are_cut_between_characters(void) {
  typofix_model *model = NULL;
  char small[8];
  memset(small, 'x', sizeof small);
  int32_t status = typofix_model_open("/\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4", NULL, NULL, NULL, TYPOFIX_CPU_ONLY, &model, small,
                                      sizeof small);
  CHECK(status == TYPOFIX_NOT_FOUND);
  CHECK(strcmp(small, "/\xc3\xa4\xc3\xb6\xc3\xbc") == 0);
  CHECK(typofix_model_open("/no", NULL, NULL, NULL, TYPOFIX_CPU_ONLY, &model, NULL, 0) == TYPOFIX_NOT_FOUND);
}

static int32_t open_failing(const char *key, int32_t failure) {
  typofix_model *model = (typofix_model *)&failure;
  standin_fail_next(failure);
  int32_t status =
      typofix_model_open(package_of("coreml-qwen2"), scratch, key, NULL, TYPOFIX_CPU_ONLY, &model, ERROR);
  CHECK(model == NULL);
  return status;
}

static void a_model_that_does_not_load_says_why(void) {
  EXPECT(TYPOFIX_LOAD_FAILED, "does not compile: Failed to compile the model.",
         open_failing("fails-1", STANDIN_COMPILE_ERROR));
  EXPECT(TYPOFIX_LOAD_FAILED, "does not load: Failed to build", open_failing("fails-2", STANDIN_LOAD_ERROR));
  EXPECT(TYPOFIX_INTERNAL, "thrown while loading", open_failing("fails-3", STANDIN_LOAD_EXCEPTION));
  typofix_model *model = NULL;
  EXPECT(TYPOFIX_LOAD_FAILED, "no function is named nonsense",
         typofix_model_open(package_of("coreml-qwen2"), NULL, NULL, "nonsense", TYPOFIX_CPU_ONLY, &model, ERROR));
  EXPECT(TYPOFIX_LOAD_FAILED, "is missing",
         typofix_model_open(scratch, NULL, NULL, NULL, TYPOFIX_CPU_ONLY, &model, ERROR));
}

static void compiled_models_are_kept_and_made_anew_when_broken(void) {
  int64_t before = standin_compilations();
  typofix_model *model = NULL;
  for (int round = 0; round < 3; round++) {
    EXPECT(TYPOFIX_OK, NULL,
           typofix_model_open(package_of("coreml-qwen2"), scratch, "kept", NULL, TYPOFIX_CPU_ONLY, &model, ERROR));
    typofix_model_close(model);
  }
  CHECK(standin_compilations() == before + 1);
  standin_fail_next(STANDIN_LOAD_ERROR);
  EXPECT(TYPOFIX_OK, NULL,
         typofix_model_open(package_of("coreml-qwen2"), scratch, "kept", NULL, TYPOFIX_CPU_ONLY, &model, ERROR));
  typofix_model_close(model);
  CHECK(standin_compilations() == before + 2);
  /* No folder can be made below a file: the model works from a temporary folder. */
  EXPECT(TYPOFIX_OK, NULL,
         typofix_model_open(package_of("coreml-qwen2"), "/dev/null/cache", "kept", NULL, TYPOFIX_CPU_ONLY, &model,
                            ERROR));
  typofix_model_close(model);
}

static void a_session_that_cannot_be_made_says_why(void) {
  typofix_model *model = open_model("coreml-qwen2");
  typofix_session *session = NULL;
  standin_fail_next(STANDIN_ARRAY_MEMORY);
  EXPECT(TYPOFIX_OUT_OF_MEMORY, "no memory for the input first_slot", typofix_session_open(model, &session, ERROR));
  standin_fail_next(STANDIN_STATE_EXCEPTION);
  EXPECT(TYPOFIX_INTERNAL, "thrown while making a state", typofix_session_open(model, &session, ERROR));
  CHECK(session == NULL);
  session = open_session(model);
  standin_fail_next(STANDIN_STATE_EXCEPTION);
  EXPECT(TYPOFIX_INTERNAL, "thrown while making a state", typofix_session_reset(session, ERROR));
  EXPECT(TYPOFIX_OK, NULL, typofix_session_reset(session, ERROR));
  typofix_session_close(session);
  typofix_model_close(model);
}

static void a_failed_prediction_says_why_and_the_next_one_works(void) {
  static const struct {
    int32_t failure, status;
    const char *words;
  } cases[] = {
      {STANDIN_PREDICTION_ERROR, TYPOFIX_PREDICTION_FAILED, "Unable to compute"},
      {STANDIN_PREDICTION_EXCEPTION, TYPOFIX_INTERNAL, "thrown while predicting"},
      {STANDIN_PREDICTION_MEMORY, TYPOFIX_OUT_OF_MEMORY, "no memory while predicting"},
      {STANDIN_OUTPUT_MISSING, TYPOFIX_WRONG_SHAPE, "gave no array group_sum"},
      {STANDIN_OUTPUT_SHAPE, TYPOFIX_WRONG_SHAPE, "has the shape 1 x 3 x 1 x 8"},
  };
  typofix_model *model = open_model("coreml-qwen2");
  typofix_session *session = open_session(model);
  set_line(model, session);
  float value = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    standin_fail_next(cases[i].failure);
    EXPECT(cases[i].status, cases[i].words, typofix_session_predict(session, ERROR));
    EXPECT(TYPOFIX_INVALID_STATE, "no prediction", typofix_session_read(session, 0, 0, 1, 1, &value, ERROR));
    EXPECT(TYPOFIX_OK, NULL, typofix_session_predict(session, ERROR));
    EXPECT(TYPOFIX_OK, NULL, typofix_session_read(session, 0, 0, 1, 1, &value, ERROR));
  }
  int32_t outside = 89;
  EXPECT(TYPOFIX_OK, NULL, typofix_session_set_input(session, 0, &outside, sizeof outside, ERROR));
  EXPECT(TYPOFIX_PREDICTION_FAILED, "outside 0 to 88", typofix_session_predict(session, ERROR));
  typofix_session_close(session);
  typofix_model_close(model);
}

static void the_plan_names_each_operation(void) {
  typofix_model *model = open_model("coreml-qwen2");
  size_t needed = 0;
  char text[256];
  EXPECT(TYPOFIX_OK, NULL, typofix_model_plan(model, NULL, 0, &needed, ERROR));
  CHECK(needed > 1 && needed < sizeof text);
  EXPECT(TYPOFIX_OK, NULL, typofix_model_plan(model, text, sizeof text, &needed, ERROR));
  CHECK(strcmp(text, "main\tconst\tconst_0\t-\t-\t-\nmain\tconv\tconv_0\tcpu\tcpu\t0.5\n"
                     "main\tsoftmax\tsoftmax_0\tcpu\tcpu\t0.5\n") == 0);
  CHECK(strlen(text) + 1 == needed);
  standin_fail_next(STANDIN_PLAN_ERROR);
  EXPECT(TYPOFIX_LOAD_FAILED, "makes no plan", typofix_model_plan(model, text, sizeof text, &needed, ERROR));
  typofix_model_close(model);
}

/* Every half is what the bridge's own conversion makes of it too, and comes back as itself. */
static void halves_are_exact(void) {
  CHECK(float16_to(0x3c00) == 1 && float16_to(0xf0e2) == -10000 && float16_to(0x0001) == 0x1p-24f);
  CHECK(isinf(float16_to(0x7c00)) && isnan(float16_to(0x7e00)) && signbit(float16_to(0x8000)));
  CHECK(float16_from(65519.0f) == 0x7bff && float16_from(65520.0f) == 0x7c00 && float16_from(1e-8f) == 0);
  CHECK(float16_from(1 + 0x1p-11f) == 0x3c00 && float16_from(1 + 3 * 0x1p-11f) == 0x3c02);
  for (uint32_t bits = 0; bits < 0x10000; bits++) {
    if ((bits & 0x7fff) <= 0x7c00) {
      CHECK(float16_from(float16_to((uint16_t)bits)) == bits);
    }
  }
}

int main(int count, char **arguments) {
  char folder[] = "/tmp/typofix-bridge-XXXXXX";
  if (count != 2 || mkdtemp(folder) == NULL) {
    fprintf(stderr, "usage: bridge_test FOLDER-OF-REFERENCE-BUNDLES\n");
    return 2;
  }
  reference = arguments[1];
  scratch = folder;
  run("halves are exact", halves_are_exact);
  run("describes its features", describes_its_features);
  run("predicts, and reads by strides", predicts_and_reads_by_strides);
  run("reads agree whatever the step", reads_agree_whatever_the_step);
  run("a session outlives its model", a_session_outlives_its_model);
  run("states are kept, reset and shared", states_are_kept_reset_and_shared);
  run("functions with other states share nothing", functions_with_other_states_share_nothing);
  run("refuses misuse", refuses_misuse);
  run("texts are cut between characters", texts_are_cut_between_characters);
  run("a model that does not load says why", a_model_that_does_not_load_says_why);
  run("compiled models are kept, and made anew when broken", compiled_models_are_kept_and_made_anew_when_broken);
  run("a session that cannot be made says why", a_session_that_cannot_be_made_says_why);
  run("a failed prediction says why, and the next one works", a_failed_prediction_says_why_and_the_next_one_works);
  run("the plan names each operation", the_plan_names_each_operation);
  test_memory();
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return finish() != 0 || system(command) != 0;
}
