/* Models: compiling, loading, states, predictions. */
#import "StandinClasses.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

NSString *const StandinFolder = @"Data/dev.typofix.standin";
NSString *const StandinWeights = @"weights.bin";

@implementation MLModelConfiguration
@synthesize computeUnits = _computeUnits, functionName = _functionName;

- (void)dealloc {
  [_functionName release];
  [super dealloc];
}
@end

@implementation MLPredictionOptions
@end

@implementation MLState

- (void)dealloc {
  [_cache release];
  standin_died();
  [super dealloc];
}
@end

@interface MLModel (StandinPrivate)
- (BOOL)mayPredict:(id<MLFeatureProvider>)input error:(NSError **)error;
@end

@implementation MLModel

@synthesize modelDescription = _modelDescription;

static void set_error(NSError **error, NSInteger code, NSString *reason) {
  if (error != NULL) {
    *error = standin_error(code, reason);
  }
}

+ (void)compileModelAtURL:(NSURL *)modelURL
        completionHandler:(void (^)(NSURL *_Nullable compiledModelURL, NSError *_Nullable error))handler {
  static NSInteger number = 0;
  NSFileManager *files = [NSFileManager defaultManager];
  NSString *weights = [[modelURL.path stringByAppendingPathComponent:StandinFolder]
      stringByAppendingPathComponent:StandinWeights];
  if (standin_fails(STANDIN_COMPILE_ERROR)) {
    handler(nil, standin_error(MLModelErrorGeneric, @"Failed to compile the model."));
    return;
  }
  if (![files fileExistsAtPath:weights]) {
    handler(nil, standin_error(MLModelErrorIO, [weights stringByAppendingString:@" is missing"]));
    return;
  }
  NSString *target;
  @synchronized(self) {
    target = [NSTemporaryDirectory()
        stringByAppendingPathComponent:[NSString stringWithFormat:@"standin-%d-%ld.mlmodelc", getpid(), (long)number++]];
  }
  NSError *error = nil;
  if (![files createDirectoryAtPath:target withIntermediateDirectories:YES attributes:nil error:&error] ||
      ![files copyItemAtPath:weights
                      toPath:[target stringByAppendingPathComponent:StandinWeights]
                       error:&error]) {
    handler(nil, error);
    return;
  }
  standin_compiled();
  handler([NSURL fileURLWithPath:target], nil);
}

static NSArray<NSString *> *functions(const transformer_shape *shape) {
  if (!(shape->flags & TRANSFORMER_ANEMLL)) {
    return @[ @"main", @"again" ];
  }
  return shape->parts & TRANSFORMER_LAYERS ? @[ @"infer", @"prefill" ] : @[ @"main" ];
}

+ (instancetype)modelWithContentsOfURL:(NSURL *)url
                         configuration:(MLModelConfiguration *)configuration
                                 error:(NSError **)error {
  if (standin_fails(STANDIN_LOAD_EXCEPTION)) {
    [NSException raise:NSInternalInconsistencyException format:@"thrown while loading"];
  }
  if (standin_fails(STANDIN_LOAD_ERROR)) {
    set_error(error, MLModelErrorGeneric, @"Failed to build the model execution plan.");
    return nil;
  }
  char why[512] = "";
  NSString *weights = [url.path stringByAppendingPathComponent:StandinWeights];
  transformer *program = transformer_open(weights.fileSystemRepresentation, why, sizeof why);
  if (program == NULL) {
    set_error(error, MLModelErrorIO, [NSString stringWithUTF8String:why]);
    return nil;
  }
  const transformer_shape *shape = transformer_describe(program);
  NSString *function = configuration.functionName;
  if (function != nil && ![functions(shape) containsObject:function]) {
    transformer_close(program);
    set_error(error, MLModelErrorGeneric, [NSString stringWithFormat:@"no function is named %@", function]);
    return nil;
  }
  MLModel *model = [[[self alloc] init] autorelease];
  standin_born();
  BOOL single = shape->flags & TRANSFORMER_ANEMLL && ![function isEqualToString:@"prefill"];
  model->_program = program;
  model->_rows = single ? 1 : shape->block;
  model->_modelDescription = [[MLModelDescription descriptionOfShape:shape rows:model->_rows] retain];
  return model;
}

- (void)dealloc {
  transformer_close(_program);
  [_modelDescription release];
  standin_died();
  [super dealloc];
}

- (MLState *)newState {
  if (standin_fails(STANDIN_STATE_EXCEPTION)) {
    [NSException raise:NSGenericException format:@"thrown while making a state"];
  }
  MLStateConstraint *constraint =
      [[_modelDescription.stateDescriptionsByName.allValues objectAtIndex:0] stateConstraint];
  MLState *state = [[MLState alloc] init];
  standin_born();
  state->_cache = [[MLMultiArray alloc] initWithShape:constraint.bufferShape dataType:constraint.dataType alignment:1];
  return state;
}

static const void *input_bytes(id<MLFeatureProvider> input, NSString *name) {
  return [[[input featureValueForName:name] multiArrayValue] standinBytes];
}

- (id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                        options:(MLPredictionOptions *)options
                                          error:(NSError **)error {
  (void)options;
  if (_modelDescription.stateDescriptionsByName.count > 0) {
    set_error(error, MLModelErrorGeneric, @"the model has a state, but none was given");
    return nil;
  }
  return [self mayPredict:input error:error] ? [self runAnemll:input cache:NULL error:error] : nil;
}

- (id<MLFeatureProvider>)runAnemll:(id<MLFeatureProvider>)input cache:(uint16_t *)cache error:(NSError **)error {
  char why[256] = "";
  NSDictionary<NSString *, MLFeatureValue *> *values =
      standin_anemll_run(_program, _rows, input, cache, why, sizeof why);
  if (values == nil) {
    set_error(error, MLModelErrorGeneric, [NSString stringWithUTF8String:why]);
    return nil;
  }
  return [[[MLDictionaryFeatureProvider alloc] initWithDictionary:values error:error] autorelease];
}

/* The answers' arrays, with a padded last axis, by name; or arrays of another shape. */
- (NSDictionary<NSString *, MLMultiArray *> *)answersOfOtherShape:(BOOL)other {
  NSMutableDictionary<NSString *, MLMultiArray *> *arrays = [NSMutableDictionary dictionary];
  NSDictionary<NSString *, MLFeatureDescription *> *described = _modelDescription.outputDescriptionsByName;
  BOOL missing = standin_fails(STANDIN_OUTPUT_MISSING);
  for (NSString *name in described) {
    NSArray<NSNumber *> *shape = [[described objectForKey:name] multiArrayConstraint].shape;
    if (other) {
      shape = @[ @1, @3, @1, [shape objectAtIndex:3] ];
    }
    if (!(missing && [name isEqualToString:@"group_sum"])) {
      MLMultiArray *array = [[MLMultiArray alloc] initWithShape:shape
                                                       dataType:MLMultiArrayDataTypeFloat16
                                                      alignment:32];
      [arrays setObject:[array autorelease] forKey:name];
    }
  }
  return arrays;
}

/* Maximum and Σ exp(logit − maximum) of each group of neighbouring logits. */
static void reduce(const float *logits, int32_t groups, float *largest, float *sums) {
  for (int32_t group = 0; group < groups; group++) {
    const float *members = logits + group * TRANSFORMER_GROUP;
    largest[group] = members[0];
    sums[group] = 0;
    for (int32_t i = 1; i < TRANSFORMER_GROUP; i++) {
      largest[group] = fmaxf(largest[group], members[i]);
    }
    for (int32_t i = 0; i < TRANSFORMER_GROUP; i++) {
      sums[group] += expf(members[i] - largest[group]);
    }
  }
}

- (void)fill:(NSDictionary<NSString *, MLMultiArray *> *)arrays with:(const float *)logits {
  const transformer_shape *shape = transformer_describe(_program);
  int32_t count = transformer_logit_count(_program), groups = count / TRANSFORMER_GROUP;
  float largest[groups], sums[groups];
  for (int32_t row = 0; row < shape->block; row++) {
    const float *rest = logits + (size_t)row * (size_t)count;
    reduce(rest, groups, largest, sums);
    [[arrays objectForKey:@"group_max"] setHalves:largest count:groups row:row];
    [[arrays objectForKey:@"group_sum"] setHalves:sums count:groups row:row];
    for (int32_t chunk = 0; chunk < shape->chunk_count; chunk++) {
      NSString *name = [NSString stringWithFormat:@"logits_%d", chunk];
      [[arrays objectForKey:name] setHalves:rest count:shape->chunks[chunk] row:row];
      rest += shape->chunks[chunk];
    }
  }
}

/* Whether the prediction goes on: no failure is due, and all inputs are there. */
- (BOOL)mayPredict:(id<MLFeatureProvider>)input error:(NSError **)error {
  if (standin_fails(STANDIN_PREDICTION_EXCEPTION)) {
    [NSException raise:NSRangeException format:@"thrown while predicting"];
  }
  if (standin_fails(STANDIN_PREDICTION_MEMORY)) {
    [NSException raise:NSMallocException format:@"no memory while predicting"];
  }
  if (standin_fails(STANDIN_PREDICTION_ERROR)) {
    set_error(error, MLModelErrorGeneric, @"Unable to compute the prediction using ML Program.");
    return NO;
  }
  for (NSString *name in _modelDescription.inputDescriptionsByName) {
    if (input_bytes(input, name) == NULL) {
      set_error(error, MLModelErrorGeneric, [@"Required input is missing: " stringByAppendingString:name]);
      return NO;
    }
  }
  return YES;
}

- (id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                     usingState:(MLState *)state
                                        options:(MLPredictionOptions *)options
                                          error:(NSError **)error {
  (void)options;
  if (![self mayPredict:input error:error]) {
    return nil;
  }
  if (transformer_describe(_program)->flags & TRANSFORMER_ANEMLL) {
    return [self runAnemll:input cache:[state->_cache standinBytes] error:error];
  }
  const transformer_shape *shape = transformer_describe(_program);
  float *logits = calloc((size_t)shape->block * (size_t)transformer_logit_count(_program), sizeof *logits);
  char why[256] = "";
  if (transformer_run(_program, input_bytes(input, @"token_ids"), input_bytes(input, @"position_ids"),
                      *(const int32_t *)input_bytes(input, @"first_slot"), input_bytes(input, @"mask"),
                      [state->_cache standinBytes], logits, why, sizeof why) != 0) {
    free(logits);
    set_error(error, MLModelErrorGeneric, [NSString stringWithUTF8String:why]);
    return nil;
  }
  BOOL other = standin_fails(STANDIN_OUTPUT_SHAPE);
  NSDictionary<NSString *, MLMultiArray *> *arrays = [self answersOfOtherShape:other];
  NSMutableDictionary<NSString *, MLFeatureValue *> *values = [NSMutableDictionary dictionary];
  if (!other) {
    [self fill:arrays with:logits];
  }
  free(logits);
  for (NSString *name in arrays) {
    [values setObject:[MLFeatureValue featureValueWithMultiArray:[arrays objectForKey:name]] forKey:name];
  }
  return [[[MLDictionaryFeatureProvider alloc] initWithDictionary:values error:error] autorelease];
}

@end
