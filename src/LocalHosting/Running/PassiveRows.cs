using Aspire.Hosting.ApplicationModel;

namespace Papers.LocalHosting.Running;

/// <summary>The rows of resources that have no process of their own.</summary>
internal static class PassiveRows
{
    public static ResourceSnapshot Of(IResource resource) => resource switch
    {
        PostgresDatabaseResource database => new ResourceSnapshot
        {
            Name = database.Name,
            Kind = ResourceKind.Database,
            Source = database.DatabaseName,
            PartOf = database.Parent.Name,
        },
        _ => new ResourceSnapshot
        {
            Name = resource.Name,
            Kind = ResourceKind.Parameter,
            State = ResourceState.Running,
            Source = $"Parameters:{resource.Name}",
        },
    };
}
