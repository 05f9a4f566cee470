using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
using Papers.ServiceDefaults.Settings;
using Papers.Tagging.RemoveTags;
using Papers.Tagging.Republish;
using Papers.Tagging.Retag;
using Papers.Tagging.TagPapers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("tagging", bus => bus.AddTagPapers().AddRemoveTags());
builder.AddTagPapers();
builder.AddRemoveTags();
builder.AddRetag();
builder.Services.AddRepublish<RepublishedTags>();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints();
app.MapRepublish();
return await app.RunServiceAsync(args);
