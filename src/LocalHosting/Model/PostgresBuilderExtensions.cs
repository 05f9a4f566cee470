using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and their databases.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>Adds a PostgreSQL server; where no password is given, one is generated and kept.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null) =>
        builder.Model.Add(builder, new PostgresServerResource(
            name, userName?.Resource, password?.Resource ?? ParameterResourceBuilderExtensions.GeneratedPassword(name, special: true), port));

    /// <summary>Adds a database of the server, named as the resource unless said otherwise.</summary>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null) =>
        builder.ApplicationBuilder.Model.Add(builder.ApplicationBuilder, new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource));

    /// <summary>Keeps the server's data in a volume. Local hosting always keeps it, in its data directory.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        builder.Resource.Volume = Volumes.Named(name, "/var/lib/postgresql", isReadOnly);
        return builder;
    }
}
