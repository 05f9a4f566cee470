using Papers.Web.Layout;

var builder = WebApplication.CreateBuilder(args);
builder.AddLayout();
builder.Services.AddProblemDetails();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseLayout();

await app.RunAsync();
