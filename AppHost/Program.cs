using Microsoft.Extensions.Configuration;
using Papers.AppHost.Operators;

if (SettingsHelp.PrintIfWanted(args, Console.Out))
    return 0;

var builder = DistributedApplication.CreateBuilder(OperatorHost.Options(args)).AddOperatorHost();
var settings = builder.Configuration;
var webBind = builder.BindOf("Web:Bind");
var webPort = builder.PortOf("Web:Port", 8080, "web", webBind);

// What only this machine has is set when running alone, so that it never gets into the manifest.
if (builder.ExecutionContext.IsRunMode)
{
    var data = builder.LocalHost().Data;
    settings.SetFolder("Ingest:Inbox", data["inbox"]);
    settings.SetFolder("Ingest:SamplesFolder", Path.Combine(builder.AppHostDirectory, "../samples"));
    settings.SetFolder("Notification:MailFolder", data["mail"]);
    settings.SetFolder("Web:DataFolder", data["web"]);
    settings["Web:PublicUrl"] ??= $"http://localhost:{webPort}";
}

var papersdb = builder.AddPostgres("postgres").WithDataVolume("papers-postgres").RunAsLocalProcess().AddDatabase("papersdb");
var cache = builder.AddRedis("cache").WithDataVolume("papers-cache").RunAsLocalProcess();
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume("papers-messaging").WithManagementPlugin().RunAsLocalProcess();
var generated = new GenerateParameterDefault { MinLength = 32, Special = false }.KeptIn(builder, "admin-token");
var adminToken = builder.AddParameter("admin-token", generated, secret: true);

var ingest = Service("ingest", "Ingest").WithSettings("Web:PublicUrl");
var tagging = Service("tagging", "Tagging");
var linkcheck = Service("linkcheck", "LinkCheck");
var notification = Service("notification", "Notification").WithSettings("Web:PublicUrl");

Service("web", "Web", webPort, webBind)
    .WithExternalHttpEndpoints()
    .WithReference(ingest).WaitFor(ingest)
    .WithReference(tagging).WaitFor(tagging)
    .WithReference(linkcheck).WaitFor(linkcheck)
    .WithReference(notification).WaitFor(notification)
    .WithEnvironment("Admin__Token", adminToken);

return await builder.Build().RunForOperatorsAsync();

IResourceBuilder<ProjectResource> Service(string name, string project, int? port = null, BindAddress? bind = null) =>
    builder.AddProject(name, $"../src/{project}/{project}.csproj")
        .WithHttpEndpoint(port: port, name: "http")
        .WithHttpHealthCheck("/health")
        .WithReference(papersdb).WaitFor(papersdb)
        .WithReference(cache).WaitFor(cache)
        .WithReference(messaging).WaitFor(messaging)
        .WithReplicas(settings.GetValue($"{project}:Replicas", 1))
        .WithSettings(project, "Offline", "Logging")
        .RunAsBuilt(port, bind?.UrlHost);
