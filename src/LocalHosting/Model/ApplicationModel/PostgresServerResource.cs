namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server.</summary>
public class PostgresServerResource : ContainerResource, IResourceWithConnectionString
{
    private readonly Endpoint _tcp;

    internal PostgresServerResource(string name, ParameterResource? userName, ParameterResource password, int? port)
        : base(name, "docker.io/library/postgres:18.3")
    {
        UserName = userName is null ? new Literal("postgres") : new ParameterReference(userName);
        Password = password;
        _tcp = AddEndpoint(new("tcp", "tcp", "tcp") { Port = port, TargetPort = 5432 });
        AddEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256");
        AddEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256");
        AddEnvironment("POSTGRES_USER", ReferenceExpression.Create($"{UserName}"));
        AddEnvironment("POSTGRES_PASSWORD", ReferenceExpression.Create($"{new ParameterReference(password)}"));
    }

    internal IExpression UserName { get; }

    internal ParameterResource Password { get; }

    internal EndpointReference Host => Property(_tcp, EndpointProperty.Host);

    internal EndpointReference Port => Property(_tcp, EndpointProperty.Port);

    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={Host};Port={Port};Username={UserName};Password={new ParameterReference(Password)}");

    IReadOnlyList<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.ConnectionProperties => PropertiesOf(databaseName: null);

    internal IReadOnlyList<KeyValuePair<string, ReferenceExpression>> PropertiesOf(string? databaseName)
    {
        var path = databaseName is null ? "" : $"/{databaseName}";
        List<KeyValuePair<string, ReferenceExpression>> properties =
        [
            new("HOST", ReferenceExpression.Create($"{Host}")),
            new("PORT", ReferenceExpression.Create($"{Port}")),
            new("USERNAME", ReferenceExpression.Create($"{UserName}")),
            new("PASSWORD", ReferenceExpression.Create($"{new ParameterReference(Password)}")),
            new("URI", ReferenceExpression.Create(
                $"postgresql://{UserName}:{new ParameterReference(Password, UriEncoded: true)}@{Host}:{Port}{path}")),
            new("JDBCCONNECTIONSTRING", ReferenceExpression.Create($"jdbc:postgresql://{Host}:{Port}{path}")),
        ];
        if (databaseName is not null)
            properties.Add(new("DATABASENAME", ReferenceExpression.Create($"{databaseName}")));

        return properties;
    }
}

/// <summary>A database of a PostgreSQL server.</summary>
public class PostgresDatabaseResource : Resource, IResourceWithConnectionString
{
    internal PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent)
        : base(name) => (DatabaseName, Parent) = (databaseName, parent);

    internal string DatabaseName { get; }

    internal PostgresServerResource Parent { get; }

    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression =>
        ReferenceExpression.Create($"{new ConnectionStringReference(Parent)};Database={DatabaseName}");

    IReadOnlyList<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.ConnectionProperties => Parent.PropertiesOf(DatabaseName);
}
