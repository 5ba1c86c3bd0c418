/* How the stand-in makes the objects that Core ML would make. */
#import <CoreML/CoreML.h>

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
@end

@interface MLModelDescription (Standin)
+ (instancetype)descriptionOfShape:(const transformer_shape *)shape;
@end

@interface MLFeatureDescription (Standin)
+ (instancetype)array:(NSString *)name shape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType;
+ (instancetype)state:(NSString *)name shape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType;
@end
