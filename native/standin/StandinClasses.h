/* How the stand-in makes the objects that Core ML would make. */
#import <CoreML/CoreML.h>

#include "float16.h"
#include "standin_inside.h"
#include "transformer.h"

/* Where a package keeps the stand-in's weights, and their name. */
extern NSString *const StandinFolder;
extern NSString *const StandinWeights;

NSError *standin_error(NSInteger code, NSString *reason);

@interface MLMultiArray (Standin)
/* An array whose last axis is padded to a multiple of `alignment` elements, as the Neural Engine pads it. */
- (instancetype)initWithShape:(NSArray<NSNumber *> *)shape
                     dataType:(MLMultiArrayDataType)dataType
                    alignment:(NSInteger)alignment;
- (void *)standinBytes;
/* Fills a row of an array of halves [1, count, 1, rows], whatever its strides. */
- (void)setHalves:(const float *)values count:(NSInteger)count row:(NSInteger)row;
/* Fills the start of a row of an array of halves [1, rows, width]. */
- (void)setHalves:(const float *)values count:(NSInteger)count ofRow:(NSInteger)row;
@end

@interface MLModelDescription (Standin)
+ (instancetype)descriptionOfShape:(const transformer_shape *)shape rows:(int32_t)rows;
@end

@interface MLFeatureDescription (Standin)
+ (instancetype)array:(NSString *)name shape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType;
+ (instancetype)state:(NSString *)name shape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType;
@end

/* Programs as ANEMLL converts them, of one row or of a whole block. */
NSArray<MLFeatureDescription *> *standin_anemll_inputs(const transformer_shape *shape, int32_t rows);
NSArray<MLFeatureDescription *> *standin_anemll_outputs(const transformer_shape *shape, int32_t rows);
MLFeatureDescription *standin_anemll_state(const transformer_shape *shape);
/* The outputs by name, or nil with a reason. `cache` is NULL for a program without layers. */
NSDictionary<NSString *, MLFeatureValue *> *standin_anemll_run(const transformer *program, int32_t rows,
                                                               id<MLFeatureProvider> input, uint16_t *cache, char *why,
                                                               size_t capacity);
