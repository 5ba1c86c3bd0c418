/* Arrays, feature values and providers. */
#import "StandinClasses.h"

#include <stdlib.h>

#include "float16.h"

NSString *const MLModelErrorDomain = @"com.apple.CoreML";

NSError *standin_error(NSInteger code, NSString *reason) {
  return [NSError errorWithDomain:MLModelErrorDomain
                             code:code
                         userInfo:[NSDictionary dictionaryWithObject:reason forKey:NSLocalizedDescriptionKey]];
}

@implementation MLMultiArray

@synthesize dataType = _dataType, shape = _shape, strides = _strides, count = _count;

static NSInteger element_size(MLMultiArrayDataType type) { return (type & 0xff) / 8; }

- (instancetype)initWithShape:(NSArray<NSNumber *> *)shape
                     dataType:(MLMultiArrayDataType)dataType
                    alignment:(NSInteger)alignment {
  self = [super init];
  if (self == nil) {
    return nil;
  }
  standin_born();
  NSMutableArray<NSNumber *> *strides = [NSMutableArray array];
  NSInteger step = 1, count = 1;
  for (NSUInteger axis = shape.count; axis-- > 0;) {
    NSInteger size = [[shape objectAtIndex:axis] integerValue];
    [strides insertObject:[NSNumber numberWithInteger:step] atIndex:0];
    count *= size;
    BOOL last = axis == shape.count - 1;
    step *= last ? (size + alignment - 1) / alignment * alignment : size;
  }
  _shape = [shape copy];
  _strides = [strides copy];
  _dataType = dataType;
  _count = count;
  _size = step * element_size(dataType);
  _bytes = calloc((size_t)(_size > 0 ? _size : 1), 1);
  if (_bytes == NULL) {
    [self release];
    return nil;
  }
  return self;
}

- (instancetype)initWithShape:(NSArray<NSNumber *> *)shape
                     dataType:(MLMultiArrayDataType)dataType
                        error:(NSError **)error {
  self = [self initWithShape:shape dataType:dataType alignment:1];
  if (self != nil && standin_fails(STANDIN_ARRAY_MEMORY)) {
    [self release];
    self = nil;
  }
  if (self == nil && error != NULL) {
    *error = standin_error(MLModelErrorGeneric, @"the array does not fit in memory");
  }
  return self;
}

- (void)dealloc {
  free(_bytes);
  [_shape release];
  [_strides release];
  standin_died();
  [super dealloc];
}

- (void)getBytesWithHandler:(void(NS_NOESCAPE ^)(const void *bytes, NSInteger size))handler {
  handler(_bytes, _size);
}

- (void)getMutableBytesWithHandler:
    (void(NS_NOESCAPE ^)(void *mutableBytes, NSInteger size, NSArray<NSNumber *> *strides))handler {
  handler(_bytes, _size, _strides);
}

- (void *)standinBytes {
  return _bytes;
}

- (void)setHalves:(const float *)values count:(NSInteger)count row:(NSInteger)row {
  NSInteger step = [[_strides objectAtIndex:1] integerValue];
  uint16_t *target = (uint16_t *)_bytes + row * [[_strides objectAtIndex:3] integerValue];
  for (NSInteger i = 0; i < count; i++) {
    target[i * step] = float16_from(values[i]);
  }
}

- (void)setHalves:(const float *)values count:(NSInteger)count ofRow:(NSInteger)row {
  uint16_t *target = (uint16_t *)_bytes + row * [[_strides objectAtIndex:1] integerValue];
  for (NSInteger i = 0; i < count; i++) {
    target[i] = float16_from(values[i]);
  }
}

@end

@implementation MLFeatureValue

@synthesize multiArrayValue = _multiArrayValue;

+ (instancetype)featureValueWithMultiArray:(MLMultiArray *)value {
  MLFeatureValue *made = [[[self alloc] init] autorelease];
  made->_multiArrayValue = [value retain];
  standin_born();
  return made;
}

- (void)dealloc {
  [_multiArrayValue release];
  standin_died();
  [super dealloc];
}

@end

@implementation MLDictionaryFeatureProvider

- (instancetype)initWithDictionary:(NSDictionary<NSString *, id> *)dictionary error:(NSError **)error {
  (void)error;
  self = [super init];
  if (self != nil) {
    _values = [dictionary copy];
    standin_born();
  }
  return self;
}

- (MLFeatureValue *)featureValueForName:(NSString *)featureName {
  return [_values objectForKey:featureName];
}

- (void)dealloc {
  [_values release];
  standin_died();
  [super dealloc];
}

@end
