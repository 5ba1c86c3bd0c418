/*
 * A stand-in for the part of Apple's Core ML that the bridge uses, so that the bridge is compiled and tested
 * where there is no Core ML. The fields are the stand-in's own, here because GCC's runtime wants them here; names
 * and signatures are those of the framework of macOS 15; see its documentation.
 */
#import <Foundation/Foundation.h>

#ifndef NS_NOESCAPE
#define NS_NOESCAPE __attribute__((noescape))
#endif
#ifndef NS_FORMAT_FUNCTION
#define NS_FORMAT_FUNCTION(format, arguments)
#endif
#ifndef API_AVAILABLE
#define API_AVAILABLE(...)
#endif
#ifndef NS_ASSUME_NONNULL_BEGIN
#define NS_ASSUME_NONNULL_BEGIN _Pragma("clang assume_nonnull begin")
#define NS_ASSUME_NONNULL_END _Pragma("clang assume_nonnull end")
#endif

NS_ASSUME_NONNULL_BEGIN

extern NSString *const MLModelErrorDomain;
extern NSString *const MLModelCreatorDefinedKey;

enum { MLModelErrorGeneric = 0, MLModelErrorIO = 3 };

typedef NS_ENUM(NSInteger, MLComputeUnits) {
  MLComputeUnitsCPUOnly = 0,
  MLComputeUnitsCPUAndGPU = 1,
  MLComputeUnitsAll = 2,
  MLComputeUnitsCPUAndNeuralEngine = 3
};

typedef NS_ENUM(NSInteger, MLFeatureType) {
  MLFeatureTypeInvalid = 0,
  MLFeatureTypeMultiArray = 5,
  MLFeatureTypeState = 8
};

typedef NS_ENUM(NSInteger, MLMultiArrayDataType) {
  MLMultiArrayDataTypeDouble = 0x10000 | 64,
  MLMultiArrayDataTypeFloat32 = 0x10000 | 32,
  MLMultiArrayDataTypeFloat16 = 0x10000 | 16,
  MLMultiArrayDataTypeInt32 = 0x20000 | 32
};

@interface MLMultiArray : NSObject {
 @private
  MLMultiArrayDataType _dataType;
  NSArray<NSNumber *> *_shape, *_strides;
  NSInteger _count, _size;
  void *_bytes;
}
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@property(readonly, nonatomic) NSArray<NSNumber *> *shape;
@property(readonly, nonatomic) NSArray<NSNumber *> *strides;
@property(readonly, nonatomic) NSInteger count;
- (nullable instancetype)initWithShape:(NSArray<NSNumber *> *)shape
                              dataType:(MLMultiArrayDataType)dataType
                                 error:(NSError **)error;
- (void)getBytesWithHandler:(void(NS_NOESCAPE ^)(const void *bytes, NSInteger size))handler;
- (void)getMutableBytesWithHandler:
    (void(NS_NOESCAPE ^)(void *mutableBytes, NSInteger size, NSArray<NSNumber *> *strides))handler;
@end

@interface MLMultiArrayConstraint : NSObject {
 @private
  NSArray<NSNumber *> *_shape;
  MLMultiArrayDataType _dataType;
}
@property(readonly, nonatomic) NSArray<NSNumber *> *shape;
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@end

@interface MLStateConstraint : NSObject {
 @private
  NSArray<NSNumber *> *_bufferShape;
  MLMultiArrayDataType _dataType;
}
@property(readonly, nonatomic) NSArray<NSNumber *> *bufferShape;
@property(readonly, nonatomic) MLMultiArrayDataType dataType;
@end

@interface MLFeatureDescription : NSObject {
 @private
  NSString *_name;
  MLFeatureType _type;
  MLMultiArrayConstraint *_array;
  MLStateConstraint *_state;
}
@property(readonly, nonatomic) NSString *name;
@property(readonly, nonatomic) MLFeatureType type;
@property(readonly, nonatomic, nullable) MLMultiArrayConstraint *multiArrayConstraint;
@property(readonly, nonatomic, nullable) MLStateConstraint *stateConstraint;
@end

@interface MLModelDescription : NSObject {
 @private
  NSDictionary *_inputs, *_outputs, *_states, *_metadata;
}
@property(readonly, nonatomic) NSDictionary<NSString *, MLFeatureDescription *> *inputDescriptionsByName;
@property(readonly, nonatomic) NSDictionary<NSString *, MLFeatureDescription *> *outputDescriptionsByName;
@property(readonly, nonatomic) NSDictionary<NSString *, MLFeatureDescription *> *stateDescriptionsByName;
@property(readonly, nonatomic) NSDictionary<NSString *, id> *metadata;
@end

@interface MLFeatureValue : NSObject {
 @private
  MLMultiArray *_multiArrayValue;
}
@property(readonly, nonatomic, nullable) MLMultiArray *multiArrayValue;
+ (instancetype)featureValueWithMultiArray:(MLMultiArray *)value;
@end

@protocol MLFeatureProvider
- (nullable MLFeatureValue *)featureValueForName:(NSString *)featureName;
@end

@interface MLDictionaryFeatureProvider : NSObject <MLFeatureProvider> {
 @private
  NSDictionary<NSString *, id> *_values;
}
- (nullable instancetype)initWithDictionary:(NSDictionary<NSString *, id> *)dictionary error:(NSError **)error;
@end

@interface MLModelConfiguration : NSObject {
 @private
  MLComputeUnits _computeUnits;
  NSString *_functionName;
}
@property(nonatomic) MLComputeUnits computeUnits;
@property(nonatomic, copy, nullable) NSString *functionName;
@end

@interface MLPredictionOptions : NSObject
@end

@interface MLState : NSObject {
 @public
  MLMultiArray *_cache;
}
@end

@interface MLModel : NSObject {
 @private
  MLModelDescription *_modelDescription;
  struct transformer *_program;
  int _rows;
}
@property(readonly, nonatomic) MLModelDescription *modelDescription;
+ (nullable instancetype)modelWithContentsOfURL:(NSURL *)url
                                  configuration:(MLModelConfiguration *)configuration
                                          error:(NSError **)error;
+ (void)compileModelAtURL:(NSURL *)modelURL
        completionHandler:(void (^)(NSURL *_Nullable compiledModelURL, NSError *_Nullable error))handler;
- (MLState *)newState;
- (nullable id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                                 options:(MLPredictionOptions *)options
                                                   error:(NSError **)error;
- (nullable id<MLFeatureProvider>)predictionFromFeatures:(id<MLFeatureProvider>)input
                                              usingState:(MLState *)state
                                                 options:(MLPredictionOptions *)options
                                                   error:(NSError **)error;
@end

@protocol MLComputeDeviceProtocol <NSObject>
@end

@interface MLCPUComputeDevice : NSObject <MLComputeDeviceProtocol>
@end

@interface MLGPUComputeDevice : NSObject <MLComputeDeviceProtocol>
@end

@interface MLNeuralEngineComputeDevice : NSObject <MLComputeDeviceProtocol>
@end

@interface MLModelStructureProgramNamedValueType : NSObject {
 @private
  NSString *_name;
}
@property(readonly, nonatomic) NSString *name;
@end

@interface MLModelStructureProgramOperation : NSObject {
 @private
  NSString *_operatorName;
  NSArray *_outputs;
}
@property(readonly, nonatomic) NSString *operatorName;
@property(readonly, nonatomic) NSArray<MLModelStructureProgramNamedValueType *> *outputs;
@end

@interface MLModelStructureProgramBlock : NSObject {
 @private
  NSArray *_operations;
}
@property(readonly, nonatomic) NSArray<MLModelStructureProgramOperation *> *operations;
@end

@interface MLModelStructureProgramFunction : NSObject {
 @private
  MLModelStructureProgramBlock *_block;
}
@property(readonly, nonatomic) MLModelStructureProgramBlock *block;
@end

@interface MLModelStructureProgram : NSObject {
 @private
  NSDictionary *_functions;
}
@property(readonly, nonatomic) NSDictionary<NSString *, MLModelStructureProgramFunction *> *functions;
@end

@interface MLModelStructure : NSObject {
 @private
  MLModelStructureProgram *_program;
}
@property(readonly, nonatomic, nullable) MLModelStructureProgram *program;
@end

@interface MLComputePlanDeviceUsage : NSObject {
 @private
  NSArray *_supported;
  id<MLComputeDeviceProtocol> _preferred;
}
@property(readonly, nonatomic) NSArray<id<MLComputeDeviceProtocol>> *supportedComputeDevices;
@property(readonly, nonatomic) id<MLComputeDeviceProtocol> preferredComputeDevice;
@end

@interface MLComputePlanCost : NSObject {
 @private
  double _weight;
}
@property(readonly, nonatomic) double weight;
@end

@interface MLComputePlan : NSObject {
 @private
  MLModelStructure *_modelStructure;
}
@property(readonly, nonatomic) MLModelStructure *modelStructure;
+ (void)loadContentsOfURL:(NSURL *)url
            configuration:(MLModelConfiguration *)configuration
        completionHandler:(void (^)(MLComputePlan *_Nullable computePlan, NSError *_Nullable error))handler;
- (nullable MLComputePlanDeviceUsage *)computeDeviceUsageForMLProgramOperation:
    (MLModelStructureProgramOperation *)operation;
- (nullable MLComputePlanCost *)estimatedCostOfMLProgramOperation:(MLModelStructureProgramOperation *)operation;
@end

NS_ASSUME_NONNULL_END
