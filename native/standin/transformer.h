/*
 * A reference executor of the program that docs/coreml-program.md describes: one block of K rows through a
 * decoder-only transformer, with a key/value cache. Weights, cache and answers are halves, arithmetic is float.
 *
 * The weights come from one file, little-endian, that tooling/python/make_standin_packages.py writes:
 *
 *     char    magic[8]                      "TYPOFIX1"
 *     int32   layers, hidden, wide, heads, key_value_heads, head_dimension, vocabulary, positions, block, slots,
 *             flags, chunk_count, chunks[chunk_count]
 *     float   norm_epsilon
 *     half    embedding[vocabulary, hidden]
 *     for each layer:
 *       half  norm[hidden], query, key, value, output (a matrix [out, in], then a bias [out] if its flag is set),
 *             query_norm[head_dimension], key_norm[head_dimension] (if TRANSFORMER_HEAD_NORM),
 *             norm[hidden], gate, up, down (as above)
 *     half    norm[hidden], head[vocabulary, hidden] (unless TRANSFORMER_TIED)
 *     float   cosines[positions, head_dimension / 2], sines[positions, head_dimension / 2]
 *
 * A program of ANEMLL's (TRANSFORMER_ANEMLL) may be a part of a model: after the chunks stand
 *
 *     int32   parts, first_layer, end_layer
 *
 * and what belongs to no part of `parts` is left out: the embedding; the layers but those from first_layer to
 * end_layer, and the tables; the norm, unless the layers end there; the head, which is always there for its part.
 */
#ifndef STANDIN_TRANSFORMER_H
#define STANDIN_TRANSFORMER_H

#include <stddef.h>
#include <stdint.h>

enum {
  TRANSFORMER_TIED = 1,
  TRANSFORMER_HEAD_NORM = 2,
  TRANSFORMER_QKV_BIAS = 4,
  TRANSFORMER_OUTPUT_BIAS = 8,
  TRANSFORMER_WIDE_BIAS = 16,
  TRANSFORMER_ANEMLL = 32
};

/* Parts of a model. */
enum { TRANSFORMER_EMBED = 1, TRANSFORMER_LAYERS = 2, TRANSFORMER_HEAD = 4, TRANSFORMER_WHOLE = 7 };

/* Neighbouring logits that share a maximum and a sum. */
#define TRANSFORMER_GROUP 128
#define TRANSFORMER_MAXIMUM_CHUNKS 64

typedef struct transformer_shape {
  int32_t layers, hidden, wide, heads, key_value_heads, head_dimension, vocabulary, positions, block, slots, flags;
  int32_t chunk_count;
  int32_t chunks[TRANSFORMER_MAXIMUM_CHUNKS];
  int32_t parts, first_layer, end_layer;
} transformer_shape;

typedef struct transformer transformer;

/* Reads the weights; NULL, with a reason in `why`, if the file is missing, too short or contradicts itself. */
transformer *transformer_open(const char *path, char *why, size_t capacity);

void transformer_close(transformer *program);

const transformer_shape *transformer_describe(const transformer *program);

/* The sum of the chunks: the vocabulary, rounded up to whole groups but for ANEMLL's programs. */
int32_t transformer_logit_count(const transformer *program);

/*
 * Runs a block. Returns 0, or -1 with a reason.
 *
 * tokens, positions  [block]
 * mask               halves [block, slots]
 * cache              halves [2 layers, key_value_heads, slots, head_dimension], changed
 * logits             floats [block, logit_count], each the value of a half
 */
int transformer_run(const transformer *program, const int32_t *tokens, const int32_t *positions, int32_t first_slot,
                    const uint16_t *mask, uint16_t *cache, float *logits, char *why, size_t capacity);

/*
 * The steps of a block, for programs in parts: `rows` is 1 to block, hidden [rows, hidden] floats, logits as above.
 * A row that is not finished lacks the norm before the head.
 */
int transformer_embed(const transformer *program, int32_t rows, const int32_t *tokens, float *hidden, char *why,
                      size_t capacity);
int transformer_layers(const transformer *program, int32_t rows, const int32_t *positions, int32_t first_slot,
                       const uint16_t *mask, uint16_t *cache, float *hidden, char *why, size_t capacity);
void transformer_finish(const transformer *program, int32_t rows, float *hidden);
void transformer_project(const transformer *program, int32_t rows, const float *hidden, float *logits);

#endif
