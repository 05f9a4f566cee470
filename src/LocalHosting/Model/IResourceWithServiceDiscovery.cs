using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource with endpoints that others find by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
