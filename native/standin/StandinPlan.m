/* A plan as Core ML might make one: three operations, on the processor for want of anything else. */
#import "StandinClasses.h"

@implementation MLCPUComputeDevice
@end

@implementation MLGPUComputeDevice
@end

@implementation MLNeuralEngineComputeDevice
@end

@implementation MLModelStructureProgramNamedValueType
@synthesize name = _name;

- (instancetype)initWithName:(NSString *)name {
  self = [super init];
  if (self != nil) {
    _name = [name copy];
  }
  return self;
}

- (void)dealloc {
  [_name release];
  [super dealloc];
}
@end

@implementation MLModelStructureProgramOperation
@synthesize operatorName = _operatorName, outputs = _outputs;

- (instancetype)initWithOperator:(NSString *)operatorName output:(NSString *)output {
  self = [super init];
  if (self != nil) {
    _operatorName = [operatorName copy];
    MLModelStructureProgramNamedValueType *value =
        [[MLModelStructureProgramNamedValueType alloc] initWithName:output];
    _outputs = [[NSArray alloc] initWithObjects:value, nil];
    [value release];
  }
  return self;
}

- (void)dealloc {
  [_operatorName release];
  [_outputs release];
  [super dealloc];
}
@end

@implementation MLModelStructureProgramBlock
@synthesize operations = _operations;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    NSMutableArray<MLModelStructureProgramOperation *> *made = [NSMutableArray array];
    for (NSString *operatorName in @[ @"const", @"conv", @"softmax" ]) {
      MLModelStructureProgramOperation *operation = [[MLModelStructureProgramOperation alloc]
          initWithOperator:operatorName
                    output:[operatorName stringByAppendingString:@"_0"]];
      [made addObject:operation];
      [operation release];
    }
    _operations = [made copy];
  }
  return self;
}

- (void)dealloc {
  [_operations release];
  [super dealloc];
}
@end

@implementation MLModelStructureProgramFunction
@synthesize block = _block;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _block = [[MLModelStructureProgramBlock alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_block release];
  [super dealloc];
}
@end

@implementation MLModelStructureProgram
@synthesize functions = _functions;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    MLModelStructureProgramFunction *function = [[MLModelStructureProgramFunction alloc] init];
    _functions = [[NSDictionary alloc] initWithObjectsAndKeys:function, @"main", nil];
    [function release];
  }
  return self;
}

- (void)dealloc {
  [_functions release];
  [super dealloc];
}
@end

@implementation MLModelStructure
@synthesize program = _program;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _program = [[MLModelStructureProgram alloc] init];
  }
  return self;
}

- (void)dealloc {
  [_program release];
  [super dealloc];
}
@end

@implementation MLComputePlanDeviceUsage
@synthesize supportedComputeDevices = _supported, preferredComputeDevice = _preferred;

- (instancetype)init {
  self = [super init];
  if (self != nil) {
    _preferred = [[MLCPUComputeDevice alloc] init];
    _supported = [[NSArray alloc] initWithObjects:_preferred, nil];
  }
  return self;
}

- (void)dealloc {
  [_supported release];
  [_preferred release];
  [super dealloc];
}
@end

@implementation MLComputePlanCost
@synthesize weight = _weight;

- (instancetype)initWithWeight:(double)weight {
  self = [super init];
  if (self != nil) {
    _weight = weight;
  }
  return self;
}
@end

@implementation MLComputePlan
@synthesize modelStructure = _modelStructure;

+ (void)loadContentsOfURL:(NSURL *)url
            configuration:(MLModelConfiguration *)configuration
        completionHandler:(void (^)(MLComputePlan *_Nullable computePlan, NSError *_Nullable error))handler {
  (void)url, (void)configuration;
  if (standin_fails(STANDIN_PLAN_ERROR)) {
    handler(nil, standin_error(MLModelErrorGeneric, @"no plan"));
    return;
  }
  MLComputePlan *plan = [[self alloc] init];
  plan->_modelStructure = [[MLModelStructure alloc] init];
  handler(plan, nil);
  [plan release];
}

- (MLComputePlanDeviceUsage *)computeDeviceUsageForMLProgramOperation:(MLModelStructureProgramOperation *)operation {
  BOOL runs = ![operation.operatorName isEqualToString:@"const"];
  return runs ? [[[MLComputePlanDeviceUsage alloc] init] autorelease] : nil;
}

- (MLComputePlanCost *)estimatedCostOfMLProgramOperation:(MLModelStructureProgramOperation *)operation {
  BOOL runs = ![operation.operatorName isEqualToString:@"const"];
  return runs ? [[[MLComputePlanCost alloc] initWithWeight:0.5] autorelease] : nil;
}

- (void)dealloc {
  [_modelStructure release];
  [super dealloc];
}
@end
