using Papers.Contracts;
using Papers.Contracts.Web;
using Papers.Notification;
using Papers.Notification.Delivery;
using Papers.Notification.Digests;
using Papers.Notification.Subscriptions;
using Papers.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification", bus => bus.AddConsumer<SendDigestsConsumer, EditionRanked>(Queues.SendDigests));
builder.AddSubscriptions();
builder.AddDigests();
builder.AddDelivery();

var app = builder.Build();
app.MapServiceDefaults();
app.MapSubscriptions();
app.MapTroubledMails();
await app.RunServiceAsync(args);
