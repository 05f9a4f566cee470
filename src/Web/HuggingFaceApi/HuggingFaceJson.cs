using System.Text.Json.Serialization;

namespace Papers.Web.HuggingFaceApi;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<HuggingFaceListItem>))]
[JsonSerializable(typeof(IndexRequest))]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class HuggingFaceJson : JsonSerializerContext;
