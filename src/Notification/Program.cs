using Papers.Notification.Channels.Email;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification", bus => bus.AddDigests());
builder.AddEmail();
builder.AddDelivery();
builder.AddSubscriptions();
builder.AddDigests();

var app = builder.Build();
app.MapServiceDefaults();
app.MapSubscriptions();
app.MapFailedMails();
await app.RunServiceAsync(args);
