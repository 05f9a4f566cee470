namespace Aspire.Hosting.ApplicationModel;

/// <summary>All resources, in the order in which they were added.</summary>
internal sealed class DistributedApplicationModel
{
    private readonly List<IResource> _resources = [];

    public IReadOnlyList<IResource> Resources => _resources;

    /// <summary>
    /// Parameters that are not part of the model but that its values speak of, such as the generated password of a server; in the order in which
    /// they were first spoken of.
    /// </summary>
    public IEnumerable<ParameterResource> ImpliedParameters => _resources
        .OfType<IResourceWithConnectionString>()
        .SelectMany(resource => resource.ConnectionStringExpression.Leaves)
        .OfType<ParameterReference>()
        .Select(reference => reference.Parameter)
        .Distinct()
        .Except(_resources.OfType<ParameterResource>());

    public IResourceBuilder<T> Add<T>(IDistributedApplicationBuilder builder, T resource)
        where T : IResource
    {
        if (_resources.Find(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } taken)
            throw new InvalidOperationException($"There is already a resource named '{taken.Name}'.");

        _resources.Add(resource);
        return new ResourceBuilder<T>(builder, resource);
    }
}
