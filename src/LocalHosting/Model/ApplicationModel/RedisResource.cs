namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server.</summary>
public class RedisResource : ContainerResource, IResourceWithConnectionString
{
    private readonly Endpoint _tcp;

    internal RedisResource(string name, ParameterResource password, int? port)
        : base(name, "docker.io/library/redis:8.6")
    {
        Entrypoint = "/bin/sh";
        Password = password;
        _tcp = AddEndpoint(new("tcp", "redis", "tcp") { Port = port, TargetPort = 6379 });
        AddEnvironment("REDIS_PASSWORD", ReferenceExpression.Create($"{new ParameterReference(password)}"));
    }

    internal ParameterResource Password { get; }

    // A server without a volume keeps nothing; one with a volume saves once a minute, as Aspire sets it.
    internal override IReadOnlyList<string> Args =>
        ["-c", Volume is null or { IsReadOnly: true } ? "redis-server --requirepass $REDIS_PASSWORD" : "redis-server --requirepass $REDIS_PASSWORD --save 60 1"];

    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression => ReferenceExpression.Create(
        $"{Host}:{Port},password={new ParameterReference(Password)}{new ConditionalExpression(Property(_tcp, EndpointProperty.TlsEnabled), ",ssl=true")}");

    IReadOnlyList<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.ConnectionProperties =>
    [
        new("HOST", ReferenceExpression.Create($"{Host}")),
        new("PORT", ReferenceExpression.Create($"{Port}")),
        new("PASSWORD", ReferenceExpression.Create($"{new ParameterReference(Password)}")),
        new("URI", ReferenceExpression.Create(
            $"{Property(_tcp, EndpointProperty.Scheme)}://:{new ParameterReference(Password, UriEncoded: true)}@{Host}:{Port}")),
    ];

    private EndpointReference Host => Property(_tcp, EndpointProperty.Host);

    private EndpointReference Port => Property(_tcp, EndpointProperty.Port);
}
