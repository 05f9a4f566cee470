using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis server; where no password is given, one is generated and kept.</summary>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null) =>
        builder.Model.Add(builder, new RedisResource(
            name, password?.Resource ?? ParameterResourceBuilderExtensions.GeneratedPassword(name, special: false), port));

    /// <summary>Keeps the server's data in a volume. Local hosting always keeps it, in its data directory.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(
        this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.Resource.Volume = Volumes.Named(name, "/data", isReadOnly);
        return builder;
    }
}
