namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is being described.</summary>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The builder of the application that the resource was added to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource as described so far.</summary>
    T Resource { get; }
}

internal sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T>
    where T : IResource;
