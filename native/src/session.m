/* Sessions: inputs, states, predictions. */
#import "bridge.h"

#include <stdlib.h>
#include <string.h>

@implementation TypofixState

- (void)dealloc {
  [state release];
  [super dealloc];
}

@end

static TypofixState *new_state(const typofix_model *model) {
  TypofixState *made = [[TypofixState alloc] init];
  atomic_flag_clear(&made->busy);
  if (model->counts[TYPOFIX_STATE] > 0) {
    if (@available(macOS 15.0, *)) {
      made->state = [model->model newState];
    }
  }
  return made;
}

static MLMultiArrayDataType core_ml_type(int32_t type) {
  switch (type) {
    case TYPOFIX_FLOAT16:
      return MLMultiArrayDataTypeFloat16;
    case TYPOFIX_FLOAT32:
      return MLMultiArrayDataTypeFloat32;
    case TYPOFIX_FLOAT64:
      return MLMultiArrayDataTypeDouble;
    default:
      return MLMultiArrayDataTypeInt32;
  }
}

static TypofixFailure *add_input(typofix_session *opened, const typofix_feature *feature,
                                 NSMutableDictionary<NSString *, MLFeatureValue *> *values) {
  NSMutableArray<NSNumber *> *shape = [NSMutableArray array];
  for (int32_t axis = 0; axis < feature->rank; axis++) {
    [shape addObject:[NSNumber numberWithLongLong:feature->shape[axis]]];
  }
  NSError *error = nil;
  MLMultiArray *array = [[MLMultiArray alloc] initWithShape:shape dataType:core_ml_type(feature->type) error:&error];
  if (array == nil) {
    return typofix_core_ml_failure(TYPOFIX_OUT_OF_MEMORY,
                                   [NSString stringWithFormat:@"no memory for the input %s", feature->name], error);
  }
  [opened->inputs addObject:array];
  [values setObject:[MLFeatureValue featureValueWithMultiArray:array]
             forKey:[NSString stringWithUTF8String:feature->name]];
  [array release];
  [array getMutableBytesWithHandler:^(void *bytes, NSInteger size, NSArray<NSNumber *> *strides) {
    (void)strides;
    memset(bytes, 0, (size_t)size);
  }];
  return nil;
}

static TypofixFailure *prepare(typofix_session *opened, TypofixState *shared) {
  const typofix_model *model = opened->model;
  opened->answers = calloc((size_t)model->counts[TYPOFIX_OUTPUT] + 1, sizeof *opened->answers);
  if (opened->answers == NULL) {
    return typofix_failure(TYPOFIX_OUT_OF_MEMORY, @"no memory for a session");
  }
  opened->inputs = [[NSMutableArray alloc] init];
  NSMutableDictionary<NSString *, MLFeatureValue *> *values = [NSMutableDictionary dictionary];
  for (int32_t index = 0; index < model->counts[TYPOFIX_INPUT]; index++) {
    TypofixFailure *failure = add_input(opened, &model->features[TYPOFIX_INPUT][index], values);
    if (failure != nil) {
      return failure;
    }
  }
  NSError *error = nil;
  opened->provider = [[MLDictionaryFeatureProvider alloc] initWithDictionary:values error:&error];
  if (opened->provider == nil) {
    return typofix_core_ml_failure(TYPOFIX_INTERNAL, @"the inputs cannot be given", error);
  }
  opened->options = [[MLPredictionOptions alloc] init];
  opened->state = shared != nil ? [shared retain] : new_state(model);
  return nil;
}

static BOOL same_states(const typofix_model *one, const typofix_model *other) {
  if (one->counts[TYPOFIX_STATE] == 0 || one->counts[TYPOFIX_STATE] != other->counts[TYPOFIX_STATE]) {
    return NO;
  }
  for (int32_t index = 0; index < one->counts[TYPOFIX_STATE]; index++) {
    const typofix_feature *left = &one->features[TYPOFIX_STATE][index];
    const typofix_feature *right = &other->features[TYPOFIX_STATE][index];
    if (strcmp(left->name, right->name) != 0 || left->type != right->type || left->rank != right->rank ||
        memcmp(left->shape, right->shape, (size_t)left->rank * sizeof *left->shape) != 0) {
      return NO;
    }
  }
  return YES;
}

static int32_t open_session(typofix_model *model, const typofix_session *other, BOOL sharing,
                            typofix_session **session, char *message, size_t message_capacity) {
  if (session != NULL) {
    *session = NULL;
  }
  __block typofix_session *opened = NULL;
  int32_t status = typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (model == NULL || session == NULL || (sharing && other == NULL)) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no model, or no session to share with");
    }
    if (sharing && !same_states(model, other->model)) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"the two functions have no state in common");
    }
    opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
      return typofix_failure(TYPOFIX_OUT_OF_MEMORY, @"no memory for a session");
    }
    typofix_model_retain(model);
    opened->model = model;
    return prepare(opened, sharing ? other->state : nil);
  });
  if (status == TYPOFIX_OK) {
    *session = opened;
  } else {
    typofix_session_close(opened);
  }
  return status;
}

int32_t typofix_session_open(typofix_model *model, typofix_session **session, char *message,
                             size_t message_capacity) {
  return open_session(model, NULL, NO, session, message, message_capacity);
}

int32_t typofix_session_share(typofix_model *model, typofix_session *other, typofix_session **session, char *message,
                              size_t message_capacity) {
  return open_session(model, other, YES, session, message, message_capacity);
}

static void forget_answers(typofix_session *session) {
  session->answered = NO;
  for (int32_t index = 0; session->answers != NULL && index < session->model->counts[TYPOFIX_OUTPUT]; index++) {
    [session->answers[index].array release];
    session->answers[index].array = nil;
  }
}

void typofix_session_close(typofix_session *session) {
  if (session == NULL) {
    return;
  }
  typofix_guard(NULL, 0, ^TypofixFailure * {
    forget_answers(session);
    [session->inputs release];
    [session->provider release];
    [session->options release];
    [session->state release];
    return nil;
  });
  typofix_model_close(session->model);
  free(session->answers);
  free(session);
}

int32_t typofix_with_state(const typofix_session *session, char *message, size_t message_capacity,
                           TypofixFailure * (^NS_NOESCAPE body)(void)) {
  __block TypofixState *taken = nil;
  int32_t status = typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (session == NULL) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no session");
    }
    if (atomic_flag_test_and_set(&session->state->busy)) {
      return typofix_failure(TYPOFIX_INVALID_STATE, @"another call is using the session or its state");
    }
    taken = [session->state retain];
    return body();
  });
  if (taken != nil) {
    atomic_flag_clear(&taken->busy);
    [taken release];
  }
  return status;
}

int32_t typofix_session_reset(typofix_session *session, char *message, size_t message_capacity) {
  return typofix_with_state(session, message, message_capacity, ^TypofixFailure * {
    TypofixState *fresh = new_state(session->model);
    [session->state release];
    session->state = fresh;
    forget_answers(session);
    return nil;
  });
}

int32_t typofix_session_set_input(typofix_session *session, int32_t index, const void *values, size_t byte_count,
                                  char *message, size_t message_capacity) {
  return typofix_with_state(session, message, message_capacity, ^TypofixFailure * {
    if (values == NULL || index < 0 || index >= session->model->counts[TYPOFIX_INPUT]) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no input %d, or no values for it", index);
    }
    const typofix_feature *feature = &session->model->features[TYPOFIX_INPUT][index];
    size_t expected = (size_t)typofix_count(feature) * typofix_type_size(feature->type);
    __block size_t held = 0;
    [[session->inputs objectAtIndex:(NSUInteger)index]
        getMutableBytesWithHandler:^(void *bytes, NSInteger size, NSArray<NSNumber *> *strides) {
          (void)strides;
          held = (size_t)size;
          if (byte_count == expected && held == expected) {
            memcpy(bytes, values, expected);
          }
        }];
    if (byte_count != expected || held != expected) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"%lu bytes for the input %s, which has %lu",
                             (unsigned long)byte_count, feature->name, (unsigned long)expected);
    }
    return nil;
  });
}

/* Keeps an output if it is as the model's description says; one of rank 0 may have any shape. */
static TypofixFailure *accept_output(const typofix_feature *feature, id<MLFeatureProvider> outputs, typofix_answer *target) {
  NSString *name = [NSString stringWithUTF8String:feature->name];
  MLMultiArray *array = [[outputs featureValueForName:name] multiArrayValue];
  if (array == nil) {
    return typofix_failure(TYPOFIX_WRONG_SHAPE, @"the model gave no array %@", name);
  }
  target->feature = *feature;
  if (feature->rank == 0 && array.shape.count <= TYPOFIX_MAXIMUM_RANK) {
    target->feature.rank = (int32_t)array.shape.count;
    for (int32_t axis = 0; axis < target->feature.rank; axis++) {
      target->feature.shape[axis] = [[array.shape objectAtIndex:(NSUInteger)axis] longLongValue];
    }
  }
  BOOL same = array.shape.count == (NSUInteger)target->feature.rank;
  for (int32_t axis = 0; same && axis < target->feature.rank; axis++) {
    same = [[array.shape objectAtIndex:(NSUInteger)axis] longLongValue] == target->feature.shape[axis];
    target->strides[axis] = [[array.strides objectAtIndex:(NSUInteger)axis] longLongValue];
  }
  target->type = typofix_type(array.dataType);
  if (!same || target->type == 0) {
    return typofix_failure(TYPOFIX_WRONG_SHAPE, @"%@ has the shape %@ and the type %ld, not those of its description",
                           name, [array.shape componentsJoinedByString:@" x "], (long)array.dataType);
  }
  target->array = [array retain];
  return nil;
}

static id<MLFeatureProvider> run(const typofix_session *session, NSError **error) {
  MLModel *model = session->model->model;
  if (session->state->state != nil) {
    if (@available(macOS 15.0, *)) {
      return [model predictionFromFeatures:session->provider
                                usingState:session->state->state
                                   options:session->options
                                     error:error];
    }
  }
  return [model predictionFromFeatures:session->provider options:session->options error:error];
}

/* One prediction of a model at a time; an exception must not keep the others waiting. */
static id<MLFeatureProvider> run_alone(const typofix_session *session, NSError **error) {
  pthread_mutex_lock(&session->model->predicting);
  @try {
    return run(session, error);
  } @finally {
    pthread_mutex_unlock(&session->model->predicting);
  }
}

int32_t typofix_session_predict(typofix_session *session, char *message, size_t message_capacity) {
  return typofix_with_state(session, message, message_capacity, ^TypofixFailure * {
    forget_answers(session);
    NSError *error = nil;
    id<MLFeatureProvider> outputs = run_alone(session, &error);
    if (outputs == nil) {
      return typofix_core_ml_failure(TYPOFIX_PREDICTION_FAILED, @"the prediction failed", error);
    }
    for (int32_t index = 0; index < session->model->counts[TYPOFIX_OUTPUT]; index++) {
      TypofixFailure *failure =
          accept_output(&session->model->features[TYPOFIX_OUTPUT][index], outputs, &session->answers[index]);
      if (failure != nil) {
        forget_answers(session);
        return failure;
      }
    }
    session->answered = YES;
    return nil;
  });
}
