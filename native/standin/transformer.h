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
  TRANSFORMER_WIDE_BIAS = 16
};

/* Neighbouring logits that share a maximum and a sum. */
#define TRANSFORMER_GROUP 128
#define TRANSFORMER_MAXIMUM_CHUNKS 64

typedef struct transformer_shape {
  int32_t layers, hidden, wide, heads, key_value_heads, head_dimension, vocabulary, positions, block, slots, flags;
  int32_t chunk_count;
  int32_t chunks[TRANSFORMER_MAXIMUM_CHUNKS];
} transformer_shape;

typedef struct transformer transformer;

/* Reads the weights; NULL, with a reason in `why`, if the file is missing, too short or contradicts itself. */
transformer *transformer_open(const char *path, char *why, size_t capacity);

void transformer_close(transformer *program);

const transformer_shape *transformer_describe(const transformer *program);

/* The vocabulary rounded up to whole groups. */
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

#endif
