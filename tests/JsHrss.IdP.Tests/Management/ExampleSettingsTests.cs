using System.Text.RegularExpressions;
using JsHrss.IdP.Tests.Hosting;
using Microsoft.Extensions.Configuration;

namespace JsHrss.IdP.Tests.Management;

/// <summary>What is handed to a site as an example starts, and leaves no section out.</summary>
public sealed partial class ExampleSettingsTests
{
    private static IConfiguration Example { get; } = new ConfigurationBuilder().AddJsonFile(Path.Combine(IdpHost.Repository, "deploy", "appsettings.Production.example.json")).Build();

    [Fact]
    public async Task The_example_starts_with_the_paths_of_a_site_filled_in()
    {
        using var site = new ProductionSite();
        foreach (var (setting, value) in Example.AsEnumerable().Where(one => one.Value is not null))
        {
            if (!site.Owns(setting) && !setting.StartsWith("Kestrel:", StringComparison.Ordinal) && !setting.StartsWith("Keys:Algorithms:", StringComparison.Ordinal))
                site[setting] = value!;
        }

        site["Shutdown:Delay"] = "00:00:00";
        await site.MigratedAsync();
        await site.StartsAsync();
    }

    [Fact]
    public void Every_section_that_the_program_reads_stands_in_it()
    {
        var read = new[] { "src/JsHrss.IdP", "src/JsHrss.Storage" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(IdpHost.Repository, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Section().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal);
        Assert.Empty(read.Except(Example.GetChildren().Select(section => section.Key)).Except(["Kestrel"])); // the last is the framework's own
    }

    [GeneratedRegex("""(?:GetSection\(|GetValue\(|Read<\w+>\(configuration, |const string Section = )"([A-Z]\w+)""", RegexOptions.None, 1000)]
    private static partial Regex Section();
}
