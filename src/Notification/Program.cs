using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Settings;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification", bus => bus.AddDigests());
builder.AddEmail();
builder.AddDelivery();
builder.AddSubscriptions();
builder.AddDigests();

var app = builder.Build();
if (!app.SettingsAreValid())
    return SettingsDefaults.WrongSettingExitCode;

app.MapDefaultEndpoints();
app.MapSubscriptions();
app.MapFailedMails();
return await app.RunServiceAsync(args);
