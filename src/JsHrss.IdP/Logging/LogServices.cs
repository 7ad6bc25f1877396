using Microsoft.Extensions.Logging.Console;

namespace JsHrss.IdP.Logging;

/// <summary>What is logged and how: JSON lines outside Development, and never what a framework would print of a request.</summary>
internal static class LogServices
{
    /// <summary>
    /// Below Warning these print addresses with their query (codes, states, hints), paths, forms and targets of redirects. No setting brings that back: a level raised in the night to find
    /// something else must not fill the log with people (case PI-04).
    /// </summary>
    private static readonly string[] Talkative = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http"];

    public static WebApplicationBuilder AddLogs(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
            if (builder.Configuration["Logging:Console:FormatterName"] is null)
                builder.Logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName);
        }

        builder.Services.PostConfigure<LoggerFilterOptions>(Quiet);
        return builder;
    }

    /// <summary>No rule, of any provider, lets less than a warning of theirs through.</summary>
    internal static void Quiet(LoggerFilterOptions filter)
    {
        for (var at = 0; at < filter.Rules.Count; at++)
        {
            var rule = filter.Rules[at];
            if (rule.CategoryName is { } category && Talkative.Any(one => category.StartsWith(one, StringComparison.OrdinalIgnoreCase)) && (rule.LogLevel is null || rule.LogLevel < LogLevel.Warning))
                filter.Rules[at] = new LoggerFilterRule(rule.ProviderName, category, LogLevel.Warning, rule.Filter);
        }

        // A rule of a provider wins over a longer category of no provider.
        string?[] providers = [null, .. filter.Rules.Select(rule => rule.ProviderName).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (var provider in providers)
        {
            foreach (var category in Talkative)
            {
                if (!filter.Rules.Any(rule => rule.ProviderName == provider && string.Equals(rule.CategoryName, category, StringComparison.OrdinalIgnoreCase)))
                    filter.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, filter: null));
            }
        }
    }
}
