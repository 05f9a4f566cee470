using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.LinkCheck.RemoveLinks;
using Papers.LinkCheck.Republish;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
using Papers.ServiceDefaults.Settings;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("linkcheck", bus => bus.AddFindLinks().AddRemoveLinks());
builder.AddFindLinks();
builder.AddCheckLinks();
builder.Services.AddRepublish<RepublishedLinks>();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints();
app.MapRepublish();
return await app.RunServiceAsync(args);
