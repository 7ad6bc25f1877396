var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/health/live", () => Results.Text("live"));
await app.RunAsync();

/// <summary>The server; named so that tests can start it.</summary>
public sealed partial class Program;
