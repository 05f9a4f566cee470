using Papers.LinkCheck.CheckLinks;
using Papers.LinkCheck.FindLinks;
using Papers.LinkCheck.RemoveLinks;
using Papers.LinkCheck.Republish;
using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("linkcheck", bus => bus.AddFindLinks().AddRemoveLinks());
builder.AddFindLinks();
builder.AddCheckLinks();
builder.Services.AddRepublish<RepublishedLinks>();

var app = builder.Build();
app.MapServiceDefaults();
app.MapRepublish();
await app.RunServiceAsync(args);
