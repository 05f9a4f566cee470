using Aspire.Hosting;
using Papers.LocalHosting.Running;

namespace Papers.LocalHosting.Tests.Running;

public sealed class DependenciesTests
{
    private readonly DistributedApplicationBuilder _builder = new([], "/app");

    [Fact]
    public void A_service_that_waits_for_a_database_starts_after_its_server_and_stops_before_it()
    {
        var server = _builder.AddPostgres("pg");
        var database = server.AddDatabase("db");
        var service = _builder.AddProject("web", "Web.csproj").WaitFor(database);

        var dependencies = new Dependencies(_builder.Model);

        Assert.Equal([database.Resource], dependencies.NeededBy(service.Resource));
        Assert.Equal([server.Resource], dependencies.NeededBy(database.Resource));
        Assert.Equal([database.Resource], dependencies.NeedersOf(server.Resource));
        Assert.Equal([service.Resource], dependencies.NeedersOf(database.Resource));
    }

    [Fact]
    public void A_circle_is_refused_and_shown()
    {
        var one = _builder.AddProject("one", "One.csproj");
        var two = _builder.AddProject("two", "Two.csproj").WaitFor(one);
        one.WaitFor(two);

        var refusal = Assert.Throws<CannotStartException>(() => new Dependencies(_builder.Model));

        Assert.Contains("one → two → one", refusal.Message);
    }
}
