using UpstreamSandbox;

// Every system that the identity provider talks to, as a real HTTP service with its real wire protocol, and a phone to go with them.
// It is for machines of developers: whoever reaches it can be anybody of the demonstration.

var app = SandboxApp.Build(new WebApplicationOptions { Args = args });
if (!app.Environment.IsDevelopment())
{
    await Console.Error.WriteLineAsync("UpstreamSandbox stands in for other people's systems and runs in Development only (ASPNETCORE_ENVIRONMENT=Development).");
    return 1;
}

await app.RunAsync();
return 0;
