using System.Text.Json;
using JsHrss.IdP.Logging;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JsHrss.IdP.Tests.Management;

/// <summary>A log line is one line whatever stands in it, and no setting makes the framework talk about people.</summary>
public sealed class LogTests
{
    [Fact]
    [Trait("Case", "AD-15")]
    public void What_somebody_sends_stays_inside_its_string()
    {
        using var text = new StringWriter { NewLine = "\n" };
        KeyValuePair<string, object?>[] state = [new("Client", "x\r\n{\"level\":\"forged\"}\u001b[31m"), new("Status", 400), new("{OriginalFormat}", "refused {Client}")];
        new JsonLines().Write(new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "Some.Category", new EventId(4001), state, new InvalidOperationException("a\nb"), static (parts, _) => $"refused {parts[0].Value}"), null, text);
        var line = text.ToString();
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', line);
        var json = JsonDocument.Parse(line).RootElement;
        Assert.Equal("Warning", json.GetProperty("level").GetString());
        Assert.Equal(4001, json.GetProperty("event").GetInt32());
        Assert.Equal(state[0].Value, json.GetProperty("parts").GetProperty("Client").GetString());
        Assert.Equal(400, json.GetProperty("parts").GetProperty("Status").GetInt32());
        Assert.Contains("a\nb", json.GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Equal(Environment.MachineName, json.GetProperty("node").GetString());
    }

    [Theory]
    [InlineData(null, "Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData(null, "Microsoft.AspNetCore")]
    [InlineData(null, null)]
    [InlineData("Lines", "Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Lines", "Microsoft.AspNetCore.*")]
    [InlineData("Lines", "Microsoft")]
    [InlineData("Lines", null)]
    [Trait("Case", "PI-04")]
    public void No_level_makes_the_framework_print_requests(string? provider, string? category)
    {
        using var lines = new AliasedLines();
        var filter = new LoggerFilterOptions { MinLevel = LogLevel.Trace };
        filter.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Trace, null));
        LogServices.Quiet(filter);
        using var factory = new LoggerFactory([lines], filter);
        var log = factory.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");
        Assert.False(log.IsEnabled(LogLevel.Information));
        Assert.True(log.IsEnabled(LogLevel.Warning));
        Assert.True(factory.CreateLogger("JsHrss.IdP.Web.ErrorPage").IsEnabled(LogLevel.Information));
    }

    [ProviderAlias("Lines")]
    private sealed class AliasedLines : ILoggerProvider
    {
        private readonly LogLines _lines = new(LogLevel.Trace);

        public ILogger CreateLogger(string categoryName) => _lines.CreateLogger(categoryName);

        public void Dispose() => _lines.Dispose();
    }
}
