using Papers.Contracts;
using Papers.Contracts.Ingest;
using Papers.LinkCheck;
using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("linkcheck", bus =>
    bus.AddBatchConsumer<FindLinksConsumer, PapersIngested, IngestedPaper>(Queues.FindLinks, message => message.Papers, (message, part) => message with { Papers = part }));
builder.Services.AddSingleton<LinkCheckMetrics>();
builder.Services.AddSingleton<PaperLinkStore>();
builder.AddCheckLinks();

var app = builder.Build();
app.MapServiceDefaults();
await app.RunServiceAsync(args);
