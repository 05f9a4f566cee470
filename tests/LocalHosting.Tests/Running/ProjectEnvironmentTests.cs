using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class ProjectEnvironmentTests
{
    private readonly DistributedApplicationBuilder _builder = new([], "/app");

    [Fact]
    public void A_process_is_told_its_name_its_instance_and_where_to_listen()
    {
        var variables = Of(_builder.AddProject("web", "Web.csproj"));

        Assert.Equal("web", variables["OTEL_SERVICE_NAME"].Value);
        Assert.Equal("service.instance.id=abcd", variables["OTEL_RESOURCE_ATTRIBUTES"].Value);
        Assert.Equal("http://localhost:8080", variables["ASPNETCORE_URLS"].Value);
        Assert.False(variables.ContainsKey("HTTP_PORTS"));
    }

    [Fact]
    public void What_comes_from_a_secret_parameter_or_is_named_like_a_secret_is_secret()
    {
        var token = _builder.AddParameter("admin-token", new GenerateParameterDefault { MinLength = 32 }, secret: true);
        var variables = Of(_builder.AddProject("web", "Web.csproj")
            .WithReference(_builder.AddPostgres("pg").AddDatabase("db"))
            .WithEnvironment("Entry", token)
            .WithEnvironment(context => context.EnvironmentVariables["Notification__Smtp__Password"] = "hunter2")
            .WithEnvironment(context => context.EnvironmentVariables["Notification__Smtp__Host"] = "mail.example"));

        var secret = variables.Values.Where(variable => variable.IsSecret).Select(variable => variable.Name);

        Assert.Equal(["ConnectionStrings__db", "DB_PASSWORD", "DB_URI", "Entry", "Notification__Smtp__Password"], secret);
    }

    [Fact]
    public void The_hosts_environment_is_inherited_and_what_is_given_wins_whatever_its_case()
    {
        var merged = ProjectEnvironment.Merge(
            new Dictionary<string, string> { ["PATH"] = "/bin", ["INGEST__INBOX"] = "/old", ["OTEL_SERVICE_NAME"] = "host" },
            [new("Ingest__Inbox", "/new"), new("OTEL_SERVICE_NAME", "ingest")],
            otherSections: ["Web"]);

        Assert.Equal("/bin", merged["PATH"]);
        Assert.Equal("/new", merged["Ingest__Inbox"]);
        Assert.Equal("ingest", merged["OTEL_SERVICE_NAME"]);
        Assert.False(merged.ContainsKey("INGEST__INBOX"));
    }

    [Fact]
    public void What_was_meant_for_the_host_or_for_another_project_is_not_inherited()
    {
        var merged = ProjectEnvironment.Merge(
            new Dictionary<string, string>
            {
                ["Parameters__admin_token"] = "secret",
                ["notification__Smtp__Password"] = "secret",
                ["ASPNETCORE_URLS"] = "http://*:80",
                ["HTTP_PORTS"] = "80",
                ["Ingest__Samples"] = "false",
            },
            given: [],
            otherSections: ["Notification", "Web"]);

        Assert.Equal(["Ingest__Samples"], merged.Keys.Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_operator_can_tune_the_runtime()
    {
        var merged = ProjectEnvironment.Merge(new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "1" }, given: [], otherSections: []);

        Assert.Equal("1", merged["DOTNET_TieredPGO"]);
        Assert.Equal("0", merged["DOTNET_gcServer"]);
    }

    private Dictionary<string, ResourceVariable> Of(IResourceBuilder<ProjectResource> project) =>
        ProjectEnvironment.Of(project.Resource, "http://localhost:8080", "abcd", new FixedValues("value", 1), _builder.ExecutionContext)
            .ToDictionary(variable => variable.Name);
}
