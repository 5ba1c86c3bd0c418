/* Models: opening, describing, closing. */
#import "bridge.h"

#include <stdlib.h>
#include <string.h>

int32_t typofix_abi_version(void) { return TYPOFIX_ABI_VERSION; }

int32_t typofix_describe_runtime(char *text, size_t text_capacity, char *message, size_t message_capacity) {
  return typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (text == NULL || text_capacity == 0) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no room for the text");
    }
#if defined(__APPLE__)
    NSOperatingSystemVersion version = [[NSProcessInfo processInfo] operatingSystemVersion];
    NSString *words = [NSString
        stringWithFormat:@"Core ML, macOS %ld.%ld", (long)version.majorVersion, (long)version.minorVersion];
#else
    NSString *words = @"a stand-in for Core ML";
#endif
    typofix_copy_text(words, text, text_capacity);
    return nil;
  });
}

static TypofixFailure *describe(MLFeatureDescription *described, typofix_feature *feature) {
  NSArray<NSNumber *> *shape = nil;
  MLMultiArrayDataType type = (MLMultiArrayDataType)0;
  if (described.multiArrayConstraint != nil) {
    shape = described.multiArrayConstraint.shape;
    type = described.multiArrayConstraint.dataType;
  } else if (@available(macOS 15.0, *)) {
    shape = described.stateConstraint.bufferShape;
    type = described.stateConstraint.dataType;
  }
  feature->type = typofix_type(type);
  if (shape == nil || feature->type == 0 || shape.count > TYPOFIX_MAXIMUM_RANK) {
    return typofix_failure(TYPOFIX_UNSUPPORTED, @"%@ is no array of numbers that the bridge knows", described.name);
  }
  if (!typofix_copy_text(described.name, feature->name, sizeof feature->name)) {
    return typofix_failure(TYPOFIX_UNSUPPORTED, @"the name %@ is too long", described.name);
  }
  feature->rank = (int32_t)shape.count;
  for (NSUInteger axis = 0; axis < shape.count; axis++) {
    feature->shape[axis] = [[shape objectAtIndex:axis] longLongValue];
  }
  return nil;
}

static TypofixFailure *describe_all(NSDictionary<NSString *, MLFeatureDescription *> *described, int32_t kind,
                                    typofix_model *opened) {
  NSArray<NSString *> *names = [described.allKeys sortedArrayUsingSelector:@selector(compare:)];
  opened->features[kind] = calloc(names.count > 0 ? names.count : 1, sizeof(typofix_feature));
  if (opened->features[kind] == NULL) {
    return typofix_failure(TYPOFIX_OUT_OF_MEMORY, @"no memory for %lu features", (unsigned long)names.count);
  }
  for (NSString *name in names) {
    typofix_feature *feature = &opened->features[kind][opened->counts[kind]];
    TypofixFailure *failure = describe([described objectForKey:name], feature);
    if (failure != nil) {
      return failure;
    }
    opened->counts[kind]++;
  }
  return nil;
}

static TypofixFailure *describe_model(typofix_model *opened) {
  MLModelDescription *description = opened->model.modelDescription;
  TypofixFailure *failure = describe_all(description.inputDescriptionsByName, TYPOFIX_INPUT, opened);
  if (failure == nil) {
    failure = describe_all(description.outputDescriptionsByName, TYPOFIX_OUTPUT, opened);
  }
  if (failure == nil) {
    NSDictionary<NSString *, MLFeatureDescription *> *states = [NSDictionary dictionary];
    if (@available(macOS 15.0, *)) {
      states = description.stateDescriptionsByName;
    }
    failure = describe_all(states, TYPOFIX_STATE, opened);
  }
  return failure;
}

static TypofixFailure *configure(typofix_model *opened, NSString *function, int32_t units) {
  opened->configuration = [[MLModelConfiguration alloc] init];
  opened->configuration.computeUnits = (MLComputeUnits)units;
  if (function != nil) {
    if (@available(macOS 15.0, *)) {
      opened->configuration.functionName = function;
    } else {
      return typofix_failure(TYPOFIX_UNSUPPORTED, @"models with several functions need macOS 15 or later");
    }
  }
  return nil;
}

static TypofixFailure *load(typofix_model *opened, NSString *path, NSString *folder, NSString *key) {
  BOOL kept = NO, temporary = NO;
  TypofixFailure *failure = nil;
  NSError *error = nil;
  NSURL *compiled = typofix_compiled(path, folder, key, &kept, &temporary, &failure);
  if (compiled != nil) {
    opened->model = [[MLModel modelWithContentsOfURL:compiled configuration:opened->configuration
                                               error:&error] retain];
    if (opened->model == nil && kept) {
      compiled = typofix_compiled_anew(path, folder, key, &temporary, &failure);
      if (compiled != nil) {
        opened->model = [[MLModel modelWithContentsOfURL:compiled configuration:opened->configuration
                                                   error:&error] retain];
      }
    }
  }
  opened->compiled = [compiled retain];
  opened->temporary = temporary ? [compiled retain] : nil;
  if (compiled == nil) {
    return failure;
  }
  if (opened->model == nil) {
    return typofix_core_ml_failure(TYPOFIX_LOAD_FAILED, [path stringByAppendingString:@" does not load"], error);
  }
  return describe_model(opened);
}

static NSString *text(const char *bytes) { return bytes == NULL ? nil : [NSString stringWithUTF8String:bytes]; }

static BOOL plain_key(const char *key) {
  return key != NULL && *key != '\0' && strlen(key) <= 128 &&
         key[strspn(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")] == '\0';
}

int32_t typofix_model_open(const char *path, const char *cache_folder, const char *cache_key,
                           const char *function_name, int32_t compute_units, typofix_model **model, char *message,
                           size_t message_capacity) {
  if (model != NULL) {
    *model = NULL;
  }
  __block typofix_model *opened = NULL;
  int32_t status = typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (path == NULL || model == NULL || compute_units < TYPOFIX_CPU_ONLY ||
        compute_units > TYPOFIX_CPU_AND_NEURAL_ENGINE) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"path, model and compute units are needed");
    }
    if (text(path) == nil || (cache_folder != NULL && !plain_key(cache_key))) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"the path is no UTF-8, or the cache key no plain name");
    }
    opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
      return typofix_failure(TYPOFIX_OUT_OF_MEMORY, @"no memory for a model");
    }
    atomic_init(&opened->references, 1);
    pthread_mutex_init(&opened->predicting, NULL);
    TypofixFailure *failure = configure(opened, text(function_name), compute_units);
    return failure != nil ? failure : load(opened, text(path), text(cache_folder), text(cache_key));
  });
  if (status == TYPOFIX_OK) {
    *model = opened;
  } else {
    typofix_model_close(opened);
  }
  return status;
}

void typofix_model_retain(typofix_model *model) { atomic_fetch_add(&model->references, 1); }

void typofix_model_close(typofix_model *model) {
  if (model == NULL || atomic_fetch_sub(&model->references, 1) > 1) {
    return;
  }
  typofix_guard(NULL, 0, ^TypofixFailure * {
    [model->model release];
    [model->configuration release];
    [model->compiled release];
    if (model->temporary != nil) {
      [[NSFileManager defaultManager] removeItemAtPath:model->temporary.path error:NULL];
      [model->temporary release];
    }
    return nil;
  });
  for (int32_t kind = 0; kind < TYPOFIX_KINDS; kind++) {
    free(model->features[kind]);
  }
  pthread_mutex_destroy(&model->predicting);
  free(model);
}

int32_t typofix_model_feature_count(const typofix_model *model, int32_t kind) {
  return model == NULL || kind < 0 || kind >= TYPOFIX_KINDS ? -1 : model->counts[kind];
}

int32_t typofix_model_feature(const typofix_model *model, int32_t kind, int32_t index, typofix_feature *feature,
                              char *message, size_t message_capacity) {
  return typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (feature == NULL || index < 0 || index >= typofix_model_feature_count(model, kind)) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"no feature %d of kind %d", index, kind);
    }
    *feature = model->features[kind][index];
    return nil;
  });
}

int32_t typofix_model_metadata(const typofix_model *model, const char *key, char *value, size_t value_capacity,
                               char *message, size_t message_capacity) {
  return typofix_guard(message, message_capacity, ^TypofixFailure * {
    if (model == NULL || text(key) == nil || value == NULL || value_capacity == 0) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"model, key and room for the text are needed");
    }
    NSDictionary *metadata = [model->model.modelDescription.metadata objectForKey:MLModelCreatorDefinedKey];
    id found = [metadata objectForKey:text(key)];
    if (![found isKindOfClass:[NSString class]]) {
      return typofix_failure(TYPOFIX_NOT_FOUND, @"the model's metadata have no %s", key);
    }
    if (!typofix_copy_text(found, value, value_capacity)) {
      return typofix_failure(TYPOFIX_INVALID_ARGUMENT, @"the value of %s is longer than the room given", key);
    }
    return nil;
  });
}
