#include "transformer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "float16.h"

/* A matrix [out, in] with a bias [out], or NULL. */
typedef struct matrix {
  float *weight, *bias;
  int32_t out, in;
} matrix;

typedef struct layer {
  float *attention_norm, *query_norm, *key_norm, *wide_norm;
  matrix query, key, value, output, gate, up, down;
} layer;

struct transformer {
  transformer_shape shape;
  float epsilon;
  float *embedding, *norm, *head, *cosines, *sines;
  layer *layers;
};

/* Reads the file from front to back; after the first failure nothing more is read. */
typedef struct reader {
  FILE *file;
  int failed;
} reader;

static void read_bytes(reader *in, void *target, size_t size) {
  if (!in->failed && fread(target, 1, size, in->file) != size) {
    in->failed = 1;
  }
}

static float *read_floats(reader *in, size_t count) {
  float *values = in->failed ? NULL : calloc(count, sizeof *values);
  if (values == NULL) {
    in->failed = 1;
    return NULL;
  }
  read_bytes(in, values, count * sizeof *values);
  return values;
}

static float *read_halves(reader *in, size_t count) {
  float *values = in->failed ? NULL : calloc(count, sizeof *values);
  uint16_t *halves = in->failed ? NULL : calloc(count, sizeof *halves);
  if (values == NULL || halves == NULL) {
    in->failed = 1;
  } else {
    read_bytes(in, halves, count * sizeof *halves);
    for (size_t i = 0; i < count; i++) {
      values[i] = float16_to(halves[i]);
    }
  }
  free(halves);
  return values;
}

static matrix read_matrix(reader *in, int32_t out, int32_t width, int bias) {
  matrix read = {.out = out, .in = width};
  read.weight = read_halves(in, (size_t)out * (size_t)width);
  read.bias = bias ? read_halves(in, (size_t)out) : NULL;
  return read;
}

static int within(int32_t value, int32_t maximum) { return value >= 1 && value <= maximum; }

static int shape_makes_sense(const transformer_shape *s) {
  if (!within(s->layers, 256) || !within(s->hidden, 1 << 16) || !within(s->wide, 1 << 18) || !within(s->heads, 256) ||
      !within(s->key_value_heads, 256) || s->heads % s->key_value_heads != 0 || !within(s->head_dimension, 1024) ||
      s->head_dimension % 2 != 0 || !within(s->vocabulary, 1 << 20) || !within(s->positions, 1 << 20) ||
      !within(s->block, 1 << 12) || !within(s->slots, 1 << 16) || s->block > s->slots) {
    return 0;
  }
  int64_t logits = 0;
  int32_t group = s->flags & TRANSFORMER_ANEMLL ? 1 : TRANSFORMER_GROUP;
  for (int32_t chunk = 0; chunk < s->chunk_count; chunk++) {
    if (!within(s->chunks[chunk], 1 << 20) || s->chunks[chunk] % group != 0) {
      return 0;
    }
    logits += s->chunks[chunk];
  }
  return logits >= s->vocabulary && logits < s->vocabulary + group;
}

static int part_makes_sense(const transformer_shape *s) {
  return within(s->parts, TRANSFORMER_WHOLE) && s->first_layer >= 0 && s->first_layer < s->end_layer &&
         s->end_layer <= s->layers;
}

static void read_shape(reader *in, transformer_shape *s) {
  char magic[8] = {0};
  read_bytes(in, magic, sizeof magic);
  if (memcmp(magic, "TYPOFIX1", sizeof magic) != 0) {
    in->failed = 1;
  }
  int32_t *fields[] = {&s->layers,     &s->hidden,    &s->wide,  &s->heads, &s->key_value_heads, &s->head_dimension,
                       &s->vocabulary, &s->positions, &s->block, &s->slots, &s->flags,           &s->chunk_count};
  for (size_t field = 0; field < sizeof fields / sizeof *fields; field++) {
    read_bytes(in, fields[field], sizeof(int32_t));
  }
  if (!within(s->chunk_count, TRANSFORMER_MAXIMUM_CHUNKS)) {
    in->failed = 1;
    return;
  }
  read_bytes(in, s->chunks, (size_t)s->chunk_count * sizeof *s->chunks);
  s->parts = TRANSFORMER_WHOLE;
  s->end_layer = s->layers;
  if (s->flags & TRANSFORMER_ANEMLL) {
    read_bytes(in, &s->parts, sizeof s->parts);
    read_bytes(in, &s->first_layer, sizeof s->first_layer);
    read_bytes(in, &s->end_layer, sizeof s->end_layer);
  }
  if (!shape_makes_sense(s) || !part_makes_sense(s)) {
    in->failed = 1;
  }
}

static layer read_layer(reader *in, const transformer_shape *s) {
  int32_t queries = s->heads * s->head_dimension;
  int32_t shared = s->key_value_heads * s->head_dimension;
  int qkv_bias = s->flags & TRANSFORMER_QKV_BIAS;
  int wide_bias = s->flags & TRANSFORMER_WIDE_BIAS;
  layer read = {0};
  read.attention_norm = read_halves(in, (size_t)s->hidden);
  read.query = read_matrix(in, queries, s->hidden, qkv_bias);
  read.key = read_matrix(in, shared, s->hidden, qkv_bias);
  read.value = read_matrix(in, shared, s->hidden, qkv_bias);
  read.output = read_matrix(in, s->hidden, queries, s->flags & TRANSFORMER_OUTPUT_BIAS);
  if (s->flags & TRANSFORMER_HEAD_NORM) {
    read.query_norm = read_halves(in, (size_t)s->head_dimension);
    read.key_norm = read_halves(in, (size_t)s->head_dimension);
  }
  read.wide_norm = read_halves(in, (size_t)s->hidden);
  read.gate = read_matrix(in, s->wide, s->hidden, wide_bias);
  read.up = read_matrix(in, s->wide, s->hidden, wide_bias);
  read.down = read_matrix(in, s->hidden, s->wide, wide_bias);
  return read;
}

static void read_weights(reader *in, transformer *program) {
  const transformer_shape *s = &program->shape;
  size_t pairs = (size_t)s->positions * (size_t)s->head_dimension / 2;
  int layers = s->parts & TRANSFORMER_LAYERS, part = s->flags & TRANSFORMER_ANEMLL;
  read_bytes(in, &program->epsilon, sizeof program->epsilon);
  if (s->parts & TRANSFORMER_EMBED) {
    program->embedding = read_halves(in, (size_t)s->vocabulary * (size_t)s->hidden);
  }
  program->layers = in->failed ? NULL : calloc((size_t)s->layers, sizeof *program->layers);
  for (int32_t i = s->first_layer; layers && program->layers != NULL && i < s->end_layer; i++) {
    program->layers[i] = read_layer(in, s);
  }
  if (layers && s->end_layer == s->layers) {
    program->norm = read_halves(in, (size_t)s->hidden);
  }
  if (part ? s->parts & TRANSFORMER_HEAD : !(s->flags & TRANSFORMER_TIED)) {
    program->head = read_halves(in, (size_t)s->vocabulary * (size_t)s->hidden);
  }
  if (layers) {
    program->cosines = read_floats(in, pairs);
    program->sines = read_floats(in, pairs);
  }
}

transformer *transformer_open(const char *path, char *why, size_t capacity) {
  reader in = {.file = fopen(path, "rb")};
  if (in.file == NULL) {
    snprintf(why, capacity, "%s cannot be opened", path);
    return NULL;
  }
  transformer *program = calloc(1, sizeof *program);
  if (program == NULL) {
    in.failed = 1;
  } else {
    read_shape(&in, &program->shape);
    if (!in.failed) {
      read_weights(&in, program);
    }
  }
  fclose(in.file);
  if (in.failed) {
    snprintf(why, capacity, "%s is damaged, or does not fit in memory", path);
    transformer_close(program);
    return NULL;
  }
  return program;
}

static void free_matrix(matrix *each) {
  free(each->weight);
  free(each->bias);
}

void transformer_close(transformer *program) {
  if (program == NULL) {
    return;
  }
  for (int32_t i = 0; program->layers != NULL && i < program->shape.layers; i++) {
    layer *each = &program->layers[i];
    free(each->attention_norm);
    free(each->query_norm);
    free(each->key_norm);
    free(each->wide_norm);
    matrix *matrices[] = {&each->query, &each->key, &each->value, &each->output,
                          &each->gate,  &each->up,  &each->down};
    for (size_t m = 0; m < sizeof matrices / sizeof *matrices; m++) {
      free_matrix(matrices[m]);
    }
  }
  free(program->layers);
  free(program->embedding);
  free(program->norm);
  free(program->head);
  free(program->cosines);
  free(program->sines);
  free(program);
}

const transformer_shape *transformer_describe(const transformer *program) { return &program->shape; }

int32_t transformer_logit_count(const transformer *program) {
  int32_t count = 0;
  for (int32_t chunk = 0; chunk < program->shape.chunk_count; chunk++) {
    count += program->shape.chunks[chunk];
  }
  return count;
}

/* out[o] = Σ weight[o, i] in[i] + bias[o] */
static void apply(const matrix *m, const float *in, float *out) {
  for (int32_t o = 0; o < m->out; o++) {
    const float *weight = m->weight + (size_t)o * (size_t)m->in;
    float sum = m->bias == NULL ? 0 : m->bias[o];
    for (int32_t i = 0; i < m->in; i++) {
      sum += weight[i] * in[i];
    }
    out[o] = sum;
  }
}

/* Root mean square normalisation; `out` may be `in`. */
static void normalise(const float *in, const float *scale, int32_t size, float epsilon, float *out) {
  float sum = 0;
  for (int32_t i = 0; i < size; i++) {
    sum += in[i] * in[i];
  }
  float factor = 1 / sqrtf(sum / (float)size + epsilon);
  for (int32_t i = 0; i < size; i++) {
    out[i] = in[i] * factor * scale[i];
  }
}

/* Turns channel i of a head with channel i + D/2 by the position's angle. */
static void rotate(const transformer *program, float *head, int32_t position) {
  int32_t half = program->shape.head_dimension / 2;
  const float *cosines = program->cosines + (size_t)position * (size_t)half;
  const float *sines = program->sines + (size_t)position * (size_t)half;
  for (int32_t i = 0; i < half; i++) {
    float first = head[i], second = head[i + half];
    head[i] = first * cosines[i] - second * sines[i];
    head[i + half] = second * cosines[i] + first * sines[i];
  }
}

/* Memory for one block; rows of floats. `normed` starts and owns all but `hidden`. */
typedef struct scratch {
  float *hidden;   /* [rows, hidden], the caller's */
  float *normed;   /* [hidden] */
  float *queries;  /* [block, heads, head_dimension] */
  float *shared;   /* [key_value_heads, head_dimension] */
  float *attended; /* [heads, head_dimension] */
  float *scores;   /* [slots] */
  float *gate;     /* [wide] */
  float *up;       /* [wide] */
  float *change;   /* [hidden] */
} scratch;

static size_t cache_start(const transformer_shape *s, int32_t tensor, int32_t head, int32_t slot) {
  size_t row = ((size_t)tensor * (size_t)s->key_value_heads + (size_t)head) * (size_t)s->slots + (size_t)slot;
  return row * (size_t)s->head_dimension;
}

static void store(const transformer_shape *s, const float *heads, int32_t tensor, int32_t slot, uint16_t *cache) {
  for (int32_t head = 0; head < s->key_value_heads; head++) {
    uint16_t *target = cache + cache_start(s, tensor, head, slot);
    for (int32_t i = 0; i < s->head_dimension; i++) {
      target[i] = float16_from(heads[head * s->head_dimension + i]);
    }
  }
}

/* Queries of a row into the scratch, keys and values into the cache. */
static void project(const transformer *program, const layer *each, int32_t index, int32_t row, int32_t position,
                    int32_t slot, scratch *at, uint16_t *cache) {
  const transformer_shape *s = &program->shape;
  int32_t dimension = s->head_dimension;
  float *queries = at->queries + (size_t)row * (size_t)(s->heads * dimension);
  normalise(at->hidden + (size_t)row * (size_t)s->hidden, each->attention_norm, s->hidden, program->epsilon,
            at->normed);
  apply(&each->query, at->normed, queries);
  for (int32_t head = 0; head < s->heads; head++) {
    if (each->query_norm != NULL) {
      normalise(queries + head * dimension, each->query_norm, dimension, program->epsilon, queries + head * dimension);
    }
    rotate(program, queries + head * dimension, position);
  }
  apply(&each->key, at->normed, at->shared);
  for (int32_t head = 0; head < s->key_value_heads; head++) {
    float *key = at->shared + head * dimension;
    if (each->key_norm != NULL) {
      normalise(key, each->key_norm, dimension, program->epsilon, key);
    }
    rotate(program, key, position);
  }
  store(s, at->shared, index, slot, cache);
  apply(&each->value, at->normed, at->shared);
  store(s, at->shared, s->layers + index, slot, cache);
}

/* One head of one row over all slots, hidden ones included: as the real program does it. */
static void attend(const transformer_shape *s, const float *query, const uint16_t *keys, const uint16_t *values,
                   const uint16_t *mask, float *scores, float *out) {
  int32_t dimension = s->head_dimension;
  float largest = -INFINITY, sum = 0;
  for (int32_t slot = 0; slot < s->slots; slot++) {
    float score = 0;
    for (int32_t i = 0; i < dimension; i++) {
      score += query[i] * float16_to(keys[slot * dimension + i]);
    }
    scores[slot] = score / sqrtf((float)dimension) + float16_to(mask[slot]);
    largest = fmaxf(largest, scores[slot]);
  }
  memset(out, 0, (size_t)dimension * sizeof *out);
  for (int32_t slot = 0; slot < s->slots; slot++) {
    float share = expf(scores[slot] - largest);
    sum += share;
    for (int32_t i = 0; i < dimension; i++) {
      out[i] += share * float16_to(values[slot * dimension + i]);
    }
  }
  for (int32_t i = 0; i < dimension; i++) {
    out[i] /= sum;
  }
}

static void add(const float *change, int32_t size, float *to) {
  for (int32_t i = 0; i < size; i++) {
    to[i] += change[i];
  }
}

/* Attention and feed-forward of a row whose keys and values lie in the cache. */
static void transform(const transformer *program, const layer *each, int32_t index, int32_t row, scratch *at,
                      const uint16_t *mask, const uint16_t *cache) {
  const transformer_shape *s = &program->shape;
  int32_t dimension = s->head_dimension;
  float *hidden = at->hidden + (size_t)row * (size_t)s->hidden;
  const float *queries = at->queries + (size_t)row * (size_t)(s->heads * dimension);
  for (int32_t head = 0; head < s->heads; head++) {
    int32_t shared = head / (s->heads / s->key_value_heads);
    attend(s, queries + head * dimension, cache + cache_start(s, index, shared, 0),
           cache + cache_start(s, s->layers + index, shared, 0), mask + (size_t)row * (size_t)s->slots, at->scores,
           at->attended + head * dimension);
  }
  apply(&each->output, at->attended, at->change);
  add(at->change, s->hidden, hidden);
  normalise(hidden, each->wide_norm, s->hidden, program->epsilon, at->normed);
  apply(&each->gate, at->normed, at->gate);
  apply(&each->up, at->normed, at->up);
  for (int32_t i = 0; i < s->wide; i++) {
    at->gate[i] = at->gate[i] / (1 + expf(-at->gate[i])) * at->up[i];
  }
  apply(&each->down, at->gate, at->change);
  add(at->change, s->hidden, hidden);
}

static int prepare(const transformer_shape *s, scratch *at) {
  size_t rows = (size_t)s->block, queries = (size_t)s->heads * (size_t)s->head_dimension;
  size_t sizes[] = {(size_t)s->hidden, rows * queries,
                    (size_t)s->key_value_heads * (size_t)s->head_dimension, queries, (size_t)s->slots,
                    (size_t)s->wide, (size_t)s->wide, (size_t)s->hidden};
  float **arrays[] = {&at->normed, &at->queries, &at->shared, &at->attended,
                      &at->scores, &at->gate,   &at->up,      &at->change};
  size_t total = 0, used = 0, count = sizeof sizes / sizeof *sizes;
  for (size_t i = 0; i < count; i++) {
    total += sizes[i];
  }
  float *all = calloc(total, sizeof *all);
  if (all == NULL) {
    return -1;
  }
  for (size_t i = 0; i < count; i++) {
    *arrays[i] = all + used;
    used += sizes[i];
  }
  return 0;
}

int transformer_embed(const transformer *program, int32_t rows, const int32_t *tokens, float *hidden, char *why,
                      size_t capacity) {
  const transformer_shape *s = &program->shape;
  for (int32_t row = 0; row < rows; row++) {
    if (tokens[row] < 0 || tokens[row] >= s->vocabulary) {
      snprintf(why, capacity, "row %d: token %d", row, tokens[row]);
      return -1;
    }
    memcpy(hidden + (size_t)row * (size_t)s->hidden, program->embedding + (size_t)tokens[row] * (size_t)s->hidden,
           (size_t)s->hidden * sizeof(float));
  }
  return 0;
}

int transformer_layers(const transformer *program, int32_t rows, const int32_t *positions, int32_t first_slot,
                       const uint16_t *mask, uint16_t *cache, float *hidden, char *why, size_t capacity) {
  const transformer_shape *s = &program->shape;
  if (first_slot < 0 || first_slot > s->slots - rows) {
    snprintf(why, capacity, "first_slot %d is outside 0 to %d", first_slot, s->slots - rows);
    return -1;
  }
  for (int32_t row = 0; row < rows; row++) {
    if (positions[row] < 0 || positions[row] >= s->positions) {
      snprintf(why, capacity, "row %d: position %d", row, positions[row]);
      return -1;
    }
  }
  scratch at = {.hidden = hidden};
  if (prepare(s, &at) != 0) {
    snprintf(why, capacity, "out of memory");
    return -1;
  }
  for (int32_t i = s->first_layer; i < s->end_layer; i++) {
    for (int32_t row = 0; row < rows; row++) {
      project(program, &program->layers[i], i, row, positions[row], first_slot + row, &at, cache);
    }
    for (int32_t row = 0; row < rows; row++) {
      transform(program, &program->layers[i], i, row, &at, mask, cache);
    }
  }
  free(at.normed);
  return 0;
}

void transformer_finish(const transformer *program, int32_t rows, float *hidden) {
  int32_t size = program->shape.hidden;
  for (int32_t row = 0; row < rows; row++) {
    float *each = hidden + (size_t)row * (size_t)size;
    normalise(each, program->norm, size, program->epsilon, each);
  }
}

/* Logits are rounded to halves; those behind the vocabulary are -10000. */
void transformer_project(const transformer *program, int32_t rows, const float *hidden, float *logits) {
  const transformer_shape *s = &program->shape;
  matrix head = {.weight = program->head != NULL ? program->head : program->embedding,
                 .out = s->vocabulary,
                 .in = s->hidden};
  int32_t count = transformer_logit_count(program);
  for (int32_t row = 0; row < rows; row++) {
    float *each = logits + (size_t)row * (size_t)count;
    apply(&head, hidden + (size_t)row * (size_t)s->hidden, each);
    for (int32_t i = 0; i < count; i++) {
      each[i] = i < s->vocabulary ? float16_to(float16_from(each[i])) : -10000.0f;
    }
  }
}

int transformer_run(const transformer *program, const int32_t *tokens, const int32_t *positions, int32_t first_slot,
                    const uint16_t *mask, uint16_t *cache, float *logits, char *why, size_t capacity) {
  const transformer_shape *s = &program->shape;
  float *hidden = calloc((size_t)s->block * (size_t)s->hidden, sizeof *hidden);
  if (hidden == NULL) {
    snprintf(why, capacity, "out of memory");
    return -1;
  }
  int status = transformer_embed(program, s->block, tokens, hidden, why, capacity);
  if (status == 0) {
    status = transformer_layers(program, s->block, positions, first_slot, mask, cache, hidden, why, capacity);
  }
  if (status == 0) {
    transformer_finish(program, s->block, hidden);
    transformer_project(program, s->block, hidden, logits);
  }
  free(hidden);
  return status;
}
