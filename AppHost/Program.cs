using Microsoft.Extensions.Configuration;
using Papers.AppHost.Operators;
using Papers.LocalServers;

if (SettingsHelp.IsWanted(args))
{
    SettingsHelp.Print(Console.Out);
    return 0;
}

var builder = DistributedApplication.CreateBuilder(LocalHostBuilderExtensions.LocalHostOptions(args));
builder.AddLocalHost().AddReadyLines();
var settings = builder.Configuration;
var webBind = builder.BindOf("Web:Bind");
var webPort = builder.PortOf("Web:Port", 8080, "web", webBind);

// What only this machine has is set when running alone, so that it never gets into the manifest.
if (builder.ExecutionContext.IsRunMode)
{
    SetFolder("Ingest:Inbox", builder.InDataDirectory("inbox"));
    SetFolder("Ingest:SamplesFolder", Path.Combine(builder.AppHostDirectory, "../samples"));
    SetFolder("Notification:MailFolder", builder.InDataDirectory("mail"));
    SetFolder("Web:DataFolder", builder.InDataDirectory("web"));
    settings["Web:PublicUrl"] ??= $"http://localhost:{webPort}";
}

var papersdb = builder.AddPostgres("postgres").WithDataVolume("papers-postgres").RunAsLocalProcess().AddDatabase("papersdb");
var cache = builder.AddRedis("cache").WithDataVolume("papers-cache").RunAsLocalProcess();
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume("papers-messaging").WithManagementPlugin().RunAsLocalProcess();
var adminToken = builder.AddParameter("admin-token", new GenerateParameterDefault { MinLength = 32, Special = false }.KeptIn(builder, "admin-token"), secret: true);

var ingest = Service("ingest", "Ingest", alsoGiven: "Web:PublicUrl");
var tagging = Service("tagging", "Tagging");
var linkcheck = Service("linkcheck", "LinkCheck");
var notification = Service("notification", "Notification", alsoGiven: "Web:PublicUrl");

Service("web", "Web", webPort, webBind)
    .WithExternalHttpEndpoints()
    .WithReference(ingest).WaitFor(ingest)
    .WithReference(tagging).WaitFor(tagging)
    .WithReference(linkcheck).WaitFor(linkcheck)
    .WithReference(notification).WaitFor(notification)
    .WithEnvironment("Admin__Token", adminToken);

return await builder.Build().RunLocalHostAsync();

IResourceBuilder<ProjectResource> Service(string name, string project, int? port = null, BindAddress? bind = null, params string[] alsoGiven) =>
    builder.AddProject(name, $"../src/{project}/{project}.csproj")
        .WithHttpEndpoint(port: port, name: "http")
        .WithHttpHealthCheck("/health")
        .WithReference(papersdb).WaitFor(papersdb)
        .WithReference(cache).WaitFor(cache)
        .WithReference(messaging).WaitFor(messaging)
        .WithReplicas(settings.GetValue($"{project}:Replicas", 1))
        .WithEnvironment(context => Forward(context, [project, "Offline", "Logging", .. alsoGiven]))
        .RunAsBuilt(port, bind);

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
