using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Tests.Running;

namespace Papers.LocalHosting.Tests.Model;

public sealed class ResourceBuilderTests
{
    private readonly DistributedApplicationBuilder _builder = new([], "/app/AppHost");

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("two words")]
    [InlineData("a--b")]
    [InlineData("ends-")]
    [InlineData("päper")]
    public void A_name_that_could_not_be_a_host_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _builder.AddRedis(name));

    [Fact]
    public void Two_resources_cannot_have_one_name()
    {
        _builder.AddRedis("cache");

        var failure = Assert.Throws<InvalidOperationException>(() => _builder.AddPostgres("CACHE"));

        Assert.Contains("'cache'", failure.Message);
    }

    [Fact]
    public void A_project_path_begins_at_the_app_host()
    {
        var project = _builder.AddProject("web", "../src/Web/Web.csproj").Resource;

        Assert.Equal("/app/src/Web/Web.csproj", project.ProjectPath);
        Assert.Equal("Web", project.Section);
    }

    [Fact]
    public void Nothing_waits_for_itself()
    {
        var project = _builder.AddProject("web", "Web.csproj");

        Assert.Throws<InvalidOperationException>(() => project.WaitFor(project));
    }

    [Fact]
    public void There_is_one_replica_at_least() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _builder.AddProject("web", "Web.csproj").WithReplicas(0));

    [Fact]
    public void A_volume_has_a_name() =>
        Assert.Throws<ArgumentNullException>(() => _builder.AddRedis("cache").WithDataVolume());

    [Fact]
    public void A_health_check_needs_an_endpoint_to_ask() =>
        Assert.Throws<InvalidOperationException>(() => _builder.AddProject("web", "Web.csproj").WithHttpHealthCheck("/health"));

    [Fact]
    public void A_referenced_database_is_given_whole_and_in_parts()
    {
        var database = _builder.AddPostgres("pg").AddDatabase("papers-db", "papers");
        var project = _builder.AddProject("web", "Web.csproj").WithReference(database);

        var variables = Resolve(project.Resource);

        Assert.Equal("Host=localhost;Port=5;Username=postgres;Password=p/w;Database=papers", variables["ConnectionStrings__papers-db"]);
        Assert.Equal("localhost", variables["PAPERS_DB_HOST"]);
        Assert.Equal("5", variables["PAPERS_DB_PORT"]);
        Assert.Equal("postgres", variables["PAPERS_DB_USERNAME"]);
        Assert.Equal("p/w", variables["PAPERS_DB_PASSWORD"]);
        Assert.Equal("postgresql://postgres:p%2Fw@localhost:5/papers", variables["PAPERS_DB_URI"]);
        Assert.Equal("papers", variables["PAPERS_DB_DATABASENAME"]);
    }

    [Fact]
    public void Redis_and_RabbitMQ_are_given_as_their_clients_take_them()
    {
        var project = _builder.AddProject("web", "Web.csproj")
            .WithReference(_builder.AddRedis("cache"))
            .WithReference(_builder.AddRabbitMQ("messaging"), connectionName: "bus");

        var variables = Resolve(project.Resource);

        Assert.Equal("localhost:5,password=p/w", variables["ConnectionStrings__cache"]);
        Assert.Equal("redis://:p%2Fw@localhost:5", variables["CACHE_URI"]);
        Assert.Equal("amqp://guest:p%2Fw@localhost:5", variables["ConnectionStrings__bus"]);
        Assert.Equal("guest", variables["BUS_USERNAME"]);
    }

    [Fact]
    public void A_referenced_service_is_given_for_service_discovery()
    {
        var ingest = _builder.AddProject("ingest", "Ingest.csproj").WithHttpEndpoint(name: "http");
        var web = _builder.AddProject("web", "Web.csproj").WithReference(ingest);

        var variables = Resolve(web.Resource);

        Assert.Equal("http://localhost:5", variables["services__ingest__http__0"]);
        Assert.Equal("http://localhost:5", variables["INGEST_HTTP"]);
    }

    private Dictionary<string, string> Resolve(ProjectResource project) =>
        EnvironmentCallbackContext.Collect(project, _builder.ExecutionContext)
            .ToDictionary(variable => variable.Key, variable => ((IExpression)variable.Value).Resolve(new FixedValues("p/w", 5)));
}
