using Papers.ServiceDefaults;
using Papers.ServiceDefaults.Republish;
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
app.MapServiceDefaults();
app.MapRepublish();
await app.RunServiceAsync(args);
