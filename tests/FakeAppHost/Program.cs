using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

// An app host for tests to stop and kill: two small services, one after the other.
var builder = DistributedApplication.CreateBuilder(args);

var first = builder.AddProject("first", "../FakeService/FakeService.csproj")
    .WithHttpEndpoint(name: "http")
    .WithHttpHealthCheck("/health");

builder.AddProject("second", "../FakeService/FakeService.csproj")
    .WithHttpEndpoint(port: builder.Configuration.GetValue("FakeService:Port", 8080), name: "http")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(first).WaitFor(first);

builder.Build().Run();
