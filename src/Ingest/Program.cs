using Papers.Ingest;
using Papers.Ingest.Catalogue;
using Papers.Ingest.Import;
using Papers.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("ingest");
builder.Services.AddSingleton<IngestMetrics>();
builder.Services.AddSingleton<PaperCatalogue>();
builder.Services.AddImport(builder.Configuration);

var app = builder.Build();
app.MapServiceDefaults();
app.MapImports();
await app.RunServiceAsync(args);
