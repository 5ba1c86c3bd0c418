/* Programs as ANEMLL converts them: their descriptions, and what they compute. Parts of a model, or one program. */
#import "StandinClasses.h"

#include <stdlib.h>

static NSString *const Cache = @"model_model_kv_cache_0";

static NSNumber *number(int64_t value) { return [NSNumber numberWithLongLong:value]; }

static MLFeatureDescription *halves(NSString *name, NSArray<NSNumber *> *shape) {
  return [MLFeatureDescription array:name shape:shape dataType:MLMultiArrayDataTypeFloat16];
}

static MLFeatureDescription *integers(NSString *name, NSArray<NSNumber *> *shape) {
  return [MLFeatureDescription array:name shape:shape dataType:MLMultiArrayDataTypeInt32];
}

static int is_last(const transformer_shape *shape) { return shape->end_layer == shape->layers; }

NSArray<MLFeatureDescription *> *standin_anemll_inputs(const transformer_shape *shape, int32_t rows) {
  NSMutableArray<MLFeatureDescription *> *features = [NSMutableArray array];
  if (shape->parts & TRANSFORMER_EMBED) {
    [features addObject:integers(@"input_ids", @[ @1, number(rows) ])];
  } else {
    [features addObject:halves(@"hidden_states", @[ @1, number(rows), number(shape->hidden) ])];
  }
  if (shape->parts & TRANSFORMER_LAYERS) {
    [features addObject:integers(@"position_ids", @[ number(rows) ])];
    [features addObject:integers(@"current_pos", @[ @1 ])];
    [features addObject:halves(@"causal_mask", @[ @1, @1, number(rows), number(shape->slots) ])];
  }
  return features;
}

NSArray<MLFeatureDescription *> *standin_anemll_outputs(const transformer_shape *shape, int32_t rows) {
  NSMutableArray<MLFeatureDescription *> *features = [NSMutableArray array];
  if (shape->parts & TRANSFORMER_HEAD) {
    for (int32_t chunk = 0; chunk < shape->chunk_count; chunk++) {
      [features addObject:halves([NSString stringWithFormat:@"logits%d", chunk + 1],
                                 @[ @1, number(rows), number(shape->chunks[chunk]) ])];
    }
  } else if (shape->parts & TRANSFORMER_LAYERS) {
    /* The last part of a prefill gives its first row alone. */
    int32_t given = is_last(shape) ? 1 : rows;
    [features addObject:halves(@"output_hidden_states", @[ @1, number(given), number(shape->hidden) ])];
  } else {
    /* The input may have several shapes, so the output has none that would be known beforehand. */
    [features addObject:halves(@"hidden_states", @[])];
  }
  return features;
}

MLFeatureDescription *standin_anemll_state(const transformer_shape *shape) {
  return [MLFeatureDescription state:Cache
                               shape:@[ number(2 * (int64_t)shape->layers), number(shape->key_value_heads),
                                        number(shape->slots), number(shape->head_dimension) ]
                            dataType:MLMultiArrayDataTypeFloat16];
}

static const void *bytes_of(id<MLFeatureProvider> input, NSString *name) {
  return [[[input featureValueForName:name] multiArrayValue] standinBytes];
}

/* Rows [1, rows, width] as an output, its last axis padded. */
static MLFeatureValue *output(const float *values, int32_t rows, int32_t width, int32_t row_step) {
  MLMultiArray *array = [[MLMultiArray alloc] initWithShape:@[ @1, number(rows), number(width) ]
                                                   dataType:MLMultiArrayDataTypeFloat16
                                                  alignment:32];
  for (int32_t row = 0; row < rows; row++) {
    [array setHalves:values + (size_t)row * (size_t)row_step count:width ofRow:row];
  }
  return [MLFeatureValue featureValueWithMultiArray:[array autorelease]];
}

/* What goes into the layers or the head, as floats [rows, hidden]. */
static int read_rows(const transformer *program, int32_t rows, id<MLFeatureProvider> input, float *hidden, char *why,
                     size_t capacity) {
  const transformer_shape *shape = transformer_describe(program);
  if (shape->parts & TRANSFORMER_EMBED) {
    return transformer_embed(program, rows, bytes_of(input, @"input_ids"), hidden, why, capacity);
  }
  const uint16_t *given = bytes_of(input, @"hidden_states");
  for (int64_t i = 0; i < (int64_t)rows * shape->hidden; i++) {
    hidden[i] = float16_to(given[i]);
  }
  return 0;
}

static int run_layers(const transformer *program, int32_t rows, id<MLFeatureProvider> input, uint16_t *cache,
                      float *hidden, char *why, size_t capacity) {
  const int32_t *positions = bytes_of(input, @"position_ids");
  const int32_t *current = bytes_of(input, @"current_pos");
  /* A single row stands where it is written, whatever position is given for it. */
  return transformer_layers(program, rows, rows == 1 ? current : positions, *current,
                            bytes_of(input, @"causal_mask"), cache, hidden, why, capacity);
}

static NSDictionary<NSString *, MLFeatureValue *> *answers(const transformer *program, int32_t rows, float *hidden) {
  const transformer_shape *shape = transformer_describe(program);
  if (shape->parts & TRANSFORMER_HEAD) {
    int32_t count = transformer_logit_count(program), start = 0;
    NSMutableDictionary<NSString *, MLFeatureValue *> *values = [NSMutableDictionary dictionary];
    float *logits = calloc((size_t)rows * (size_t)count, sizeof *logits);
    if (shape->parts & TRANSFORMER_LAYERS) {
      transformer_finish(program, rows, hidden);
    }
    transformer_project(program, rows, hidden, logits);
    for (int32_t chunk = 0; chunk < shape->chunk_count; chunk++) {
      [values setObject:output(logits + start, rows, shape->chunks[chunk], count)
                 forKey:[NSString stringWithFormat:@"logits%d", chunk + 1]];
      start += shape->chunks[chunk];
    }
    free(logits);
    return values;
  }
  if (!(shape->parts & TRANSFORMER_LAYERS)) {
    return [NSDictionary dictionaryWithObject:output(hidden, rows, shape->hidden, shape->hidden)
                                       forKey:@"hidden_states"];
  }
  if (rows == 1 && is_last(shape)) {
    transformer_finish(program, rows, hidden);
  }
  return [NSDictionary dictionaryWithObject:output(hidden, is_last(shape) ? 1 : rows, shape->hidden, shape->hidden)
                                     forKey:@"output_hidden_states"];
}

NSDictionary<NSString *, MLFeatureValue *> *standin_anemll_run(const transformer *program, int32_t rows,
                                                               id<MLFeatureProvider> input, uint16_t *cache, char *why,
                                                               size_t capacity) {
  const transformer_shape *shape = transformer_describe(program);
  float *hidden = calloc((size_t)rows * (size_t)shape->hidden, sizeof *hidden);
  int status = read_rows(program, rows, input, hidden, why, capacity);
  if (status == 0 && shape->parts & TRANSFORMER_LAYERS) {
    status = run_layers(program, rows, input, cache, hidden, why, capacity);
  }
  NSDictionary<NSString *, MLFeatureValue *> *values = status == 0 ? answers(program, rows, hidden) : nil;
  free(hidden);
  return values;
}
