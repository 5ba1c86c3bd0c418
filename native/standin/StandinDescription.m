/* The model's description: that of docs/coreml-program.md, or ANEMLL's, with the sizes of the weights. */
#import "StandinClasses.h"

NSString *const MLModelCreatorDefinedKey = @"MLModelCreatorDefinedKey";

@implementation MLMultiArrayConstraint
@synthesize shape = _shape, dataType = _dataType;

- (instancetype)initWithShape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType {
  self = [super init];
  if (self != nil) {
    _shape = [shape copy];
    _dataType = dataType;
  }
  return self;
}

- (void)dealloc {
  [_shape release];
  [super dealloc];
}
@end

@implementation MLStateConstraint
@synthesize bufferShape = _bufferShape, dataType = _dataType;

- (instancetype)initWithShape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType {
  self = [super init];
  if (self != nil) {
    _bufferShape = [shape copy];
    _dataType = dataType;
  }
  return self;
}

- (void)dealloc {
  [_bufferShape release];
  [super dealloc];
}
@end

@implementation MLFeatureDescription
@synthesize name = _name, type = _type, multiArrayConstraint = _array, stateConstraint = _state;

+ (instancetype)array:(NSString *)name shape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType {
  MLFeatureDescription *made = [[[self alloc] init] autorelease];
  made->_name = [name copy];
  made->_type = MLFeatureTypeMultiArray;
  made->_array = [[MLMultiArrayConstraint alloc] initWithShape:shape dataType:dataType];
  return made;
}

+ (instancetype)state:(NSString *)name shape:(NSArray<NSNumber *> *)shape dataType:(MLMultiArrayDataType)dataType {
  MLFeatureDescription *made = [[[self alloc] init] autorelease];
  made->_name = [name copy];
  made->_type = MLFeatureTypeState;
  made->_state = [[MLStateConstraint alloc] initWithShape:shape dataType:dataType];
  return made;
}

- (void)dealloc {
  [_name release];
  [_array release];
  [_state release];
  [super dealloc];
}
@end

@implementation MLModelDescription
@synthesize inputDescriptionsByName = _inputs, outputDescriptionsByName = _outputs, stateDescriptionsByName = _states,
            metadata = _metadata;

static NSArray<NSNumber *> *sizes(int64_t a, int64_t b, int64_t c, int64_t d) {
  return @[ [NSNumber numberWithLongLong:a], [NSNumber numberWithLongLong:b], [NSNumber numberWithLongLong:c],
            [NSNumber numberWithLongLong:d] ];
}

static NSDictionary<NSString *, MLFeatureDescription *> *by_name(NSArray<MLFeatureDescription *> *features) {
  NSMutableDictionary<NSString *, MLFeatureDescription *> *named = [NSMutableDictionary dictionary];
  for (MLFeatureDescription *feature in features) {
    [named setObject:feature forKey:feature.name];
  }
  return [named copy];
}

static NSArray<MLFeatureDescription *> *outputs(const transformer_shape *shape) {
  NSMutableArray<MLFeatureDescription *> *features = [NSMutableArray array];
  int64_t logits = 0;
  for (int32_t chunk = 0; chunk < shape->chunk_count; chunk++) {
    [features addObject:[MLFeatureDescription array:[NSString stringWithFormat:@"logits_%d", chunk]
                                              shape:sizes(1, shape->chunks[chunk], 1, shape->block)
                                           dataType:MLMultiArrayDataTypeFloat16]];
    logits += shape->chunks[chunk];
  }
  for (NSString *name in @[ @"group_max", @"group_sum" ]) {
    [features addObject:[MLFeatureDescription array:name
                                              shape:sizes(1, logits / TRANSFORMER_GROUP, 1, shape->block)
                                           dataType:MLMultiArrayDataTypeFloat16]];
  }
  return features;
}

- (void)describeBlocks:(const transformer_shape *)shape {
  NSNumber *block = [NSNumber numberWithInt:shape->block];
  _inputs = by_name(@[
    [MLFeatureDescription array:@"token_ids" shape:@[ @1, block ] dataType:MLMultiArrayDataTypeInt32],
    [MLFeatureDescription array:@"position_ids" shape:@[ block ] dataType:MLMultiArrayDataTypeInt32],
    [MLFeatureDescription array:@"first_slot" shape:@[ @1 ] dataType:MLMultiArrayDataTypeInt32],
    [MLFeatureDescription array:@"mask"
                          shape:sizes(1, 1, shape->block, shape->slots)
                       dataType:MLMultiArrayDataTypeFloat16]
  ]);
  _outputs = by_name(outputs(shape));
  _states = by_name(@[ [MLFeatureDescription
         state:@"kv_cache"
         shape:sizes(2 * (int64_t)shape->layers, shape->key_value_heads, shape->slots, shape->head_dimension)
      dataType:MLMultiArrayDataTypeFloat16] ]);
  NSDictionary<NSString *, NSString *> *creator = [NSDictionary
      dictionaryWithObjectsAndKeys:@"1", @"dev.typofix.contract", block.stringValue, @"dev.typofix.block",
                                   [NSString stringWithFormat:@"%d", shape->slots], @"dev.typofix.slots", nil];
  _metadata = [[NSDictionary alloc] initWithObjectsAndKeys:creator, MLModelCreatorDefinedKey, nil];
}

- (void)describeAnemll:(const transformer_shape *)shape rows:(int32_t)rows {
  _inputs = by_name(standin_anemll_inputs(shape, rows));
  _outputs = by_name(standin_anemll_outputs(shape, rows));
  _states = by_name(shape->parts & TRANSFORMER_LAYERS ? @[ standin_anemll_state(shape) ] : @[]);
  _metadata = [[NSDictionary alloc] init];
}

+ (instancetype)descriptionOfShape:(const transformer_shape *)shape rows:(int32_t)rows {
  MLModelDescription *made = [[[self alloc] init] autorelease];
  if (shape->flags & TRANSFORMER_ANEMLL) {
    [made describeAnemll:shape rows:rows];
  } else {
    [made describeBlocks:shape];
  }
  return made;
}

- (void)dealloc {
  [_inputs release];
  [_outputs release];
  [_states release];
  [_metadata release];
  [super dealloc];
}
@end
