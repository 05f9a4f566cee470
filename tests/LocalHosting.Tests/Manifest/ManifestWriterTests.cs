using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Manifest;

namespace Papers.LocalHosting.Tests.Manifest;

public sealed class ManifestWriterTests
{
    private readonly DistributedApplicationBuilder _builder = new(["--operation", "publish", "--step", "publish-manifest"], "/app/AppHost");

    [Fact]
    public void A_database_its_server_and_its_password_come_in_Aspires_order()
    {
        _builder.AddPostgres("pg").WithDataVolume("data").AddDatabase("papersdb");

        Assert.Equal(["pg", "papersdb", "pg-password"], Resources().Select(resource => resource.Key));
    }

    [Fact]
    public void The_escaped_password_is_there_only_when_something_is_given_it()
    {
        var database = _builder.AddPostgres("pg").AddDatabase("papersdb");
        _builder.AddProject("web", "../src/Web/Web.csproj").WithReference(database);

        Assert.Equal(["pg", "papersdb", "web", "pg-password", "pg-password-uri-encoded"], Resources().Select(resource => resource.Key));
    }

    [Fact]
    public void A_parameter_that_was_added_stays_where_it_is()
    {
        var password = _builder.AddParameter("secret", new GenerateParameterDefault { MinLength = 40 }, secret: true);
        _builder.AddRedis("cache", password: password);

        var resources = Resources();

        Assert.Equal(["secret", "cache", "cond-cache-bindings-tcp-tlsenabled-3eddb73a"], resources.Select(resource => resource.Key));
        Assert.Equal("""{"minLength":40}""", resources["secret"]!["inputs"]!["value"]!["default"]!["generate"]!.ToJsonString());
    }

    [Fact]
    public void Ports_are_written_only_when_they_were_chosen()
    {
        _builder.AddRabbitMQ("mq", port: 5673);
        _builder.AddProject("web", "Web.csproj").WithHttpEndpoint(port: 80, name: "http").WithExternalHttpEndpoints();

        var resources = Resources();

        Assert.Equal("""{"scheme":"tcp","protocol":"tcp","transport":"tcp","port":5673,"targetPort":5672}""", resources["mq"]!["bindings"]!["tcp"]!.ToJsonString());
        Assert.Equal("""{"scheme":"http","protocol":"tcp","transport":"http","port":80,"external":true}""", resources["web"]!["bindings"]!["http"]!.ToJsonString());
    }

    [Fact]
    public void Redis_without_a_volume_saves_nothing()
    {
        _builder.AddRedis("cache");

        Assert.Equal("redis-server --requirepass $REDIS_PASSWORD", (string?)Resources()["cache"]!["args"]![1]);
    }

    [Fact]
    public void Paths_are_relative_to_the_manifest()
    {
        _builder.AddProject("web", "../src/Web/Web.csproj");

        Assert.Equal("../src/Web/Web.csproj", (string?)Resources("/app/out/manifest.json")["web"]!["path"]);
    }

    [Fact]
    public void Replicas_and_waiting_leave_no_trace()
    {
        var cache = _builder.AddRedis("cache");
        _builder.AddProject("web", "Web.csproj").WaitFor(cache).WithReplicas(3);

        Assert.Equal(["type", "path", "env"], Resources()["web"]!.AsObject().Select(property => property.Key));
    }

    private JsonObject Resources(string path = "/app/manifest.json")
    {
        var json = Encoding.UTF8.GetString(ManifestWriter.Write(_builder.Model, _builder.ExecutionContext, path));
        return JsonNode.Parse(json)!["resources"]!.AsObject();
    }
}
