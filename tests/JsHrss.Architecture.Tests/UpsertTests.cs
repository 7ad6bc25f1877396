using System.Globalization;
using System.Text.RegularExpressions;

namespace JsHrss.Architecture.Tests;

/// <summary>
/// An upsert names the one index it may collide on. On PostgreSQL two that run at once may collide on another one first, and that is an error nobody expects: a table
/// that is written so has no second unique index. (The primary key may be one, when it is a number just drawn at random.)
/// </summary>
public sealed partial class UpsertTests
{
    [Fact]
    [Trait("Case", "FT-16")]
    public void A_table_written_by_upserts_is_unique_by_what_they_name_alone()
    {
        var indexes = UniqueIndexes().ToLookup(index => index.Table, index => index.Columns, StringComparer.Ordinal);
        var upserts = Upserts().ToArray();

        Assert.True(upserts.Length >= 8, $"Only {upserts.Length} upserts were found: the pattern no longer fits how they are written.");
        Assert.Empty(
            from upsert in upserts
            from columns in indexes[upsert.Table]
            where columns != upsert.Columns
            select string.Create(CultureInfo.InvariantCulture, $"{upsert.Path}: \"on conflict({upsert.Columns})\", but {upsert.Table} is unique by ({columns}) as well"));
    }

    private static IEnumerable<(string Path, string Table, string Columns)> Upserts() =>
        from file in Repository.Files("src/JsHrss.Storage", ".cs")
        from Match found in Upsert().Matches(file.Text)
        select (file.Path, found.Groups["table"].Value, Plain(found.Groups["columns"].Value));

    private static IEnumerable<(string Table, string Columns)> UniqueIndexes()
    {
        var migrations = Directory.GetFiles(Path.Combine(Repository.Root, "src/JsHrss.Storage/Migrations/PostgreSql"), "*_*.cs").Where(file => !file.EndsWith(".Designer.cs", StringComparison.Ordinal));
        return from text in migrations.Select(File.ReadAllText)
               from Match found in Index().Matches(text)
               where found.Value.Contains("unique: true", StringComparison.Ordinal)
               select (found.Groups["table"].Value, Plain(found.Groups["columns"].Value));
    }

    private static string Plain(string columns) => columns.Replace("\"", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex("""insert into "?(?<table>\w+)"?\s*\([^;]*?on conflict\((?<columns>[^)]+)\)""", RegexOptions.Singleline)]
    private static partial Regex Upsert();

    [GeneratedRegex("""CreateIndex\([^;]*?table: "(?<table>\w+)",\s*columns?: (?:new\[\] \{ )?(?<columns>"[^}\n]+?")(?: \}|,|\))[^;]*;""", RegexOptions.Singleline)]
    private static partial Regex Index();
}
