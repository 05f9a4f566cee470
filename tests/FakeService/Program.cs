// Healthy at once, tells who and where it is, and ends as it is told.
var builder = WebApplication.CreateSlimBuilder(args);
var app = builder.Build();

app.MapGet("/health", () => Results.Ok());
app.MapGet("/id", () => Environment.ProcessId);
app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
app.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));

Console.WriteLine($"{Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")} has begun");
app.Run();
