using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration;
var webPort = settings.GetValue("Web:Port", 8080);

// What only this machine has is set when running alone, so that it never gets into the manifest.
if (builder.ExecutionContext.IsRunMode)
{
    var data = settings["LocalHosting:DataDirectory"] ?? ".papers";
    SetFolder("Ingest:Inbox", Path.Combine(data, "inbox"));
    SetFolder("Ingest:SamplesFolder", Path.Combine(builder.AppHostDirectory, "../samples"));
    SetFolder("Notification:MailFolder", Path.Combine(data, "mail"));
    SetFolder("Web:DataFolder", Path.Combine(data, "web"));
    settings["Web:PublicUrl"] ??= $"http://localhost:{webPort}";
}

var papersdb = builder.AddPostgres("postgres").WithDataVolume("papers-postgres").AddDatabase("papersdb");
var cache = builder.AddRedis("cache").WithDataVolume("papers-cache");
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume("papers-messaging").WithManagementPlugin();
var adminToken = builder.AddParameter("admin-token", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);

var ingest = Service("ingest", "Ingest", alsoGiven: "Web:PublicUrl");
var tagging = Service("tagging", "Tagging");
var linkcheck = Service("linkcheck", "LinkCheck");
var notification = Service("notification", "Notification", alsoGiven: "Web:PublicUrl");

Service("web", "Web", webPort)
    .WithExternalHttpEndpoints()
    .WithReference(ingest).WaitFor(ingest)
    .WithReference(tagging).WaitFor(tagging)
    .WithReference(linkcheck).WaitFor(linkcheck)
    .WithReference(notification).WaitFor(notification)
    .WithEnvironment("Admin__Token", adminToken);

builder.Build().Run();

IResourceBuilder<ProjectResource> Service(string name, string project, int? port = null, params string[] alsoGiven) =>
    builder.AddProject(name, $"../src/{project}/{project}.csproj")
        .WithHttpEndpoint(port: port, name: "http")
        .WithHttpHealthCheck("/health")
        .WithReference(papersdb).WaitFor(papersdb)
        .WithReference(cache).WaitFor(cache)
        .WithReference(messaging).WaitFor(messaging)
        .WithReplicas(settings.GetValue($"{project}:Replicas", 1))
        .WithEnvironment(context => Forward(context, [project, "Offline", .. alsoGiven]));

// What an operator sets for a service on the command line or in the environment reaches that service.
void Forward(EnvironmentCallbackContext context, string[] sections)
{
    if (context.ExecutionContext.IsPublishMode)
        return;

    foreach (var (key, value) in sections.SelectMany(section => settings.GetSection(section).AsEnumerable()))
    {
        if (value is not null)
            context.EnvironmentVariables[key.Replace(":", "__")] = value;
    }
}

void SetFolder(string key, string folder) => settings[key] = Path.GetFullPath(settings[key] ?? folder);
