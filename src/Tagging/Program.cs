using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
using Papers.ServiceDefaults.Settings;
using Papers.Tagging.Republish;
using Papers.Tagging.Retag;
using Papers.Tagging.TagPapers;
using Papers.Tagging.Withdrawals;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("tagging", bus => bus.AddTagPapers().AddWithdrawals());
builder.AddTagPapers();
builder.AddWithdrawals();
builder.AddRetag();
builder.Services.AddRepublish<RepublishedTags>();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints();
app.MapRepublish();
return await app.RunServiceAsync(args);
