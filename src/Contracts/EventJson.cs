using System.Text.Json.Serialization;
using Papers.Contracts.Ingest;
using Papers.Contracts.LinkCheck;
using Papers.Contracts.Notification;
using Papers.Contracts.Operations;
using Papers.Contracts.Tagging;
using Papers.Contracts.Web;

namespace Papers.Contracts;

/// <summary>The JSON form of all contracts: camelCase, null values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PapersIngested))]
[JsonSerializable(typeof(PapersObserved))]
[JsonSerializable(typeof(PapersWithdrawn))]
[JsonSerializable(typeof(SubmissionSettled))]
[JsonSerializable(typeof(PaperSubmitted))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(IReadOnlyList<ImportReport>))]
[JsonSerializable(typeof(ImportAccepted))]
[JsonSerializable(typeof(IReadOnlyList<HarvestStatus>))]
[JsonSerializable(typeof(HarvestAccepted))]
[JsonSerializable(typeof(CataloguedPaper))]
[JsonSerializable(typeof(PaperSplit))]
[JsonSerializable(typeof(TwinList))]
[JsonSerializable(typeof(TwinsJoined))]
[JsonSerializable(typeof(PapersTagged))]
[JsonSerializable(typeof(LinksFound))]
[JsonSerializable(typeof(LinksChecked))]
[JsonSerializable(typeof(EditionRanked))]
[JsonSerializable(typeof(IReadOnlyList<RankedPaper>))]
[JsonSerializable(typeof(SubscriptionRequest))]
[JsonSerializable(typeof(SubscriptionStatus))]
[JsonSerializable(typeof(ServiceCounts))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(IReadOnlyList<RepublishStatus>))]
public sealed partial class EventJson : JsonSerializerContext;
