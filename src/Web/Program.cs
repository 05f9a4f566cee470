using Papers.ServiceDefaults;
using Papers.Web.About;
using Papers.Web.Admin;
using Papers.Web.Daily;
using Papers.Web.HuggingFaceApi;
using Papers.Web.Layout;
using Papers.Web.PaperDetails;
using Papers.Web.ReadModel;
using Papers.Web.Search;
using Papers.Web.Tags;
using Papers.Web.Trending;

var builder = WebApplication.CreateBuilder(args);
builder.AddLayout();
builder.AddHuggingFaceApi();
builder.AddServiceDefaults("web", bus => bus.AddReadModelConsumers());
builder.AddReadModel();
builder.AddSearch();
builder.AddDaily();
builder.AddTrending();
builder.AddTags();
builder.AddPaperDetails();
builder.AddAdmin();

var app = builder.Build();
app.MapServiceDefaults(internalEndpoints: false);
app.UseLayout();
app.UseAdminToken();
app.MapDaily();
app.MapTrending();
app.MapTags();
app.MapSearch();
app.MapPaperDetails();
app.MapAbout();
app.MapHuggingFaceApi();
app.MapAdmin();

await app.RunServiceAsync(args);
