namespace Papers.Web.Services;

/// <summary>A service or server that is needed did not answer, or answered that it cannot.</summary>
public sealed class ServiceUnavailableException : Exception
{
    /// <param name="service">Its name as a resource of the app host, such as <c>ingest</c> or <c>postgres</c>.</param>
    /// <param name="reason">Why, without a full stop.</param>
    /// <param name="cause">The exception behind it; null where it answered.</param>
    public ServiceUnavailableException(string service, string reason, Exception? cause = null)
        : base($"{service} is unavailable: {reason}", cause) => Services = [service];

    public ServiceUnavailableException(IReadOnlyList<ServiceUnavailableException> all)
        : base(string.Join("; ", all.Select(one => one.Message)), all[0]) => Services = [.. all.SelectMany(one => one.Services)];

    public IReadOnlyList<string> Services { get; }
}
