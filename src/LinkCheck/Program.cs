using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.LinkCheck;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.LinkCheck.ForgetPapers;
using Papers.LinkCheck.Republish;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
using Papers.ServiceDefaults.Settings;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("linkcheck", bus => bus
    .AddBatchConsumer<FindLinksConsumer, PapersIngested, IngestedPaper>(Queues.FindLinks, message => message.Papers, (message, part) => message with { Papers = part })
    .AddBatchConsumer<ForgetPapersConsumer, PapersWithdrawn, WithdrawnPaper>(Queues.RemoveLinks, message => message.Papers, (message, part) => message with { Papers = part }));
builder.Services.AddSingleton<LinkCheckMetrics>();
builder.Services.AddSingleton<PaperLinkStore>();
builder.AddCheckLinks();
builder.Services.AddRepublish<RepublishedLinks>();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints();
app.MapRepublish();
return await app.RunServiceAsync(args);
