#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char message[512];
const char *reference;
const char *scratch;

static int passed, failed, broken;

void check(int holds, const char *what, const char *file, int line) {
  if (!holds) {
    broken++;
    fprintf(stderr, "%s:%d: does not hold: %s [%s]\n", file, line, what, message);
  }
}

void check_words(const char *words, const char *file, int line) {
  if (words != NULL) {
    check(strstr(message, words) != NULL, words, file, line);
  }
}

const char *package_of(const char *bundle) {
  static char path[4096];
  snprintf(path, sizeof path, "%s/%s/model.mlpackage", reference, bundle);
  return path;
}

typofix_model *open_model(const char *bundle) {
  typofix_model *model = NULL;
  EXPECT(TYPOFIX_OK, NULL,
         typofix_model_open(package_of(bundle), scratch, bundle, NULL, TYPOFIX_CPU_AND_NEURAL_ENGINE, &model, ERROR));
  return model;
}

typofix_session *open_session(typofix_model *model) {
  typofix_session *session = NULL;
  EXPECT(TYPOFIX_OK, NULL, typofix_session_open(model, &session, ERROR));
  return session;
}

int32_t feature_of(const typofix_model *model, int32_t kind, const char *name, typofix_feature *feature) {
  for (int32_t index = 0; index < typofix_model_feature_count(model, kind); index++) {
    EXPECT(TYPOFIX_OK, NULL, typofix_model_feature(model, kind, index, feature, ERROR));
    if (strcmp(feature->name, name) == 0) {
      return index;
    }
  }
  CHECK(!"a feature of that name");
  return -1;
}

static void set(typofix_model *model, typofix_session *session, const char *name, const void *values, size_t size) {
  typofix_feature feature;
  int32_t index = feature_of(model, TYPOFIX_INPUT, name, &feature);
  EXPECT(TYPOFIX_OK, NULL, typofix_session_set_input(session, index, values, size, ERROR));
}

void set_line(typofix_model *model, typofix_session *session) {
  typofix_feature feature;
  feature_of(model, TYPOFIX_INPUT, "mask", &feature);
  size_t rows = (size_t)feature.shape[2], slots = (size_t)feature.shape[3];
  int32_t *tokens = calloc(rows, sizeof *tokens), *positions = calloc(rows, sizeof *positions), first = 0;
  uint16_t *mask = calloc(rows * slots, sizeof *mask);
  for (size_t row = 0; row < rows; row++) {
    tokens[row] = (int32_t)row + 1;
    positions[row] = (int32_t)row;
    for (size_t slot = row + 1; slot < slots; slot++) {
      mask[row * slots + slot] = 0xf0e2; /* -10000 */
    }
  }
  set(model, session, "token_ids", tokens, rows * sizeof *tokens);
  set(model, session, "position_ids", positions, rows * sizeof *positions);
  set(model, session, "first_slot", &first, sizeof first);
  set(model, session, "mask", mask, rows * slots * sizeof *mask);
  free(tokens);
  free(positions);
  free(mask);
}

void run(const char *name, void (*test)(void)) {
  int before = broken;
  standin_fail_next(STANDIN_NOTHING);
  test();
  int good = broken == before;
  *(good ? &passed : &failed) += 1;
  printf("%s %s\n", good ? "ok    " : "not ok", name);
  fflush(stdout); /* before the sanitizers end the process */
}

int finish(void) {
  printf("%d passed, %d failed\n", passed, failed);
  fflush(stdout);
  return failed > 0;
}
