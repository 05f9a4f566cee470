using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds RabbitMQ servers.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>Adds a RabbitMQ server; where no password is given, one is generated and kept.</summary>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        builder.Model.Add(builder, new RabbitMQServerResource(
            name, userName?.Resource, password?.Resource ?? ParameterResourceBuilderExtensions.GeneratedPassword(name, special: false), port));

    /// <summary>Keeps the server's data in a volume. Local hosting always keeps it, in its data directory.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.Resource.Volume = Volumes.Named(name, "/var/lib/rabbitmq", isReadOnly);
        return builder;
    }

    /// <summary>Gives the server its management pages, at an endpoint named <c>management</c>.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder)
    {
        builder.Resource.AddManagement();
        return builder;
    }
}
