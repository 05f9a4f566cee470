using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Curation;
using Papers.Ingest.Harvest;
using Papers.Ingest.Import;
using Papers.Ingest.Republish;
using Papers.Ingest.Sources;
using Papers.Ingest.Submissions;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
using Papers.ServiceDefaults.Settings;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("ingest", bus => bus.AddConsumer<AcceptSubmissionsConsumer, PaperSubmitted>(Queues.AcceptSubmissions));
builder.Services.AddSingleton<IngestMetrics>();
builder.Services.AddCatalogue();
builder.Services.AddCuration();
builder.Services.AddImport();
builder.Services.AddHarvest();
builder.Services.AddSources();
builder.Services.AddSubmissions();
builder.Services.AddRepublish<RepublishedPapers>();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints();
app.MapImports();
app.MapHarvests();
app.MapCuration();
app.MapRepublish();
return await app.RunServiceAsync(args);
