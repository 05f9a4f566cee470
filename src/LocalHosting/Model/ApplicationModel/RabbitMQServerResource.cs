namespace Aspire.Hosting.ApplicationModel;

/// <summary>A RabbitMQ server.</summary>
public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    private readonly Endpoint _tcp;

    internal RabbitMQServerResource(string name, ParameterResource? userName, ParameterResource password, int? port)
        : base(name, "docker.io/library/rabbitmq:4.3")
    {
        UserName = userName is null ? new Literal("guest") : new ParameterReference(userName);
        Password = password;
        _tcp = AddEndpoint(new("tcp", "tcp", "tcp") { Port = port, TargetPort = 5672 });
        AddEnvironment("RABBITMQ_DEFAULT_USER", ReferenceExpression.Create($"{UserName}"));
        AddEnvironment("RABBITMQ_DEFAULT_PASS", ReferenceExpression.Create($"{new ParameterReference(password)}"));
    }

    internal IExpression UserName { get; }

    internal ParameterResource Password { get; }

    internal Endpoint? Management { get; private set; }

    internal void AddManagement()
    {
        if (Management is not null)
            return;

        Image += "-management";
        Management = AddEndpoint(new("management", "http", "http") { TargetPort = 15672 });
    }

    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression => Address;

    IReadOnlyList<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.ConnectionProperties =>
    [
        new("HOST", ReferenceExpression.Create($"{Host}")),
        new("PORT", ReferenceExpression.Create($"{Port}")),
        new("USERNAME", ReferenceExpression.Create($"{UserName}")),
        new("PASSWORD", ReferenceExpression.Create($"{new ParameterReference(Password)}")),
        new("URI", Address),
    ];

    private ReferenceExpression Address =>
        ReferenceExpression.Create($"amqp://{UserName}:{new ParameterReference(Password, UriEncoded: true)}@{Host}:{Port}");

    private EndpointReference Host => Property(_tcp, EndpointProperty.Host);

    private EndpointReference Port => Property(_tcp, EndpointProperty.Port);
}
