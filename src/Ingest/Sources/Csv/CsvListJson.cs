using System.Text.Json.Serialization;

namespace Papers.Ingest.Sources.Csv;

[JsonSerializable(typeof(string[]))]
internal sealed partial class CsvListJson : JsonSerializerContext;
