using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Ingest;
using Papers.Ingest.AcceptSubmissions;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Curation;
using Papers.Ingest.Harvest;
using Papers.Ingest.Import;
using Papers.Ingest.Republish;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("ingest", bus => bus.AddConsumer<AcceptSubmissionsConsumer, PaperSubmitted>(Queues.AcceptSubmissions));
builder.Services.AddSingleton<IngestMetrics>();
builder.Services.AddSingleton<PaperCatalogue>();
builder.Services.AddCuration();
builder.Services.AddImport(builder.Configuration);
builder.Services.AddHarvest(builder.Configuration);
builder.Services.AddSubmissions(builder.Configuration);
builder.Services.AddRepublish<RepublishedPapers>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapImports();
app.MapHarvests();
app.MapCuration();
app.MapRepublish();
await app.RunServiceAsync(args);
