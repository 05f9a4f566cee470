using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Settings;
using Papers.Web.About;
using Papers.Web.Admin;
using Papers.Web.Daily;
using Papers.Web.Editions;
using Papers.Web.HuggingFaceApi;
using Papers.Web.Layout;
using Papers.Web.PaperDetails;
using Papers.Web.RateLimits;
using Papers.Web.ReadModel;
using Papers.Web.Search;
using Papers.Web.Services;
using Papers.Web.Status;
using Papers.Web.Submit;
using Papers.Web.Subscribe;
using Papers.Web.Tags;
using Papers.Web.Trending;

// wwwroot lies beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddLayout();
builder.AddHuggingFaceApi();
builder.AddServiceDefaults("web", bus => bus.AddReadModelConsumers().AddSubmitConsumers());
builder.AddReadModel();
builder.AddSearch();
builder.AddDaily();
builder.AddTrending();
builder.AddEditions();
builder.AddTags();
builder.AddPaperDetails();
builder.AddRateLimits();
builder.AddSubscribe();
builder.AddSubmit();
builder.AddServiceClients();
builder.AddStatus();
builder.AddAdmin();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints(internalEndpoints: false);
app.UseLayout();
app.UseAuthentication();
app.UseAuthorization();
app.MapDaily();
app.MapTrending();
app.MapTags();
app.MapSearch();
app.MapPaperDetails();
app.MapAbout();
app.MapSubscribe();
app.MapSubmit();
app.MapHuggingFaceApi();
app.MapAdmin();

return await app.RunServiceAsync(args);
