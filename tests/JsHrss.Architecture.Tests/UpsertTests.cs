using System.Globalization;
using System.Text.RegularExpressions;

namespace JsHrss.Architecture.Tests;

/// <summary>
/// An upsert names the one index it may collide on. On PostgreSQL two that run at once may collide on another one first, and that is an error nobody expects: a table
/// that is written so has no second unique index. (The primary key may be one, when it is a number just drawn at random.) On SQL Server it is a <c>merge</c>, which locks the place it looked at in one
/// index, and only there.
/// </summary>
public sealed partial class UpsertTests
{
    [Fact]
    [Trait("Case", "FT-16")]
    public void A_table_written_by_upserts_is_unique_by_what_they_name_alone()
    {
        var indexes = UniqueIndexes("PostgreSql").ToLookup(index => index.Table, index => index.Columns, StringComparer.Ordinal);
        var upserts = Upserts().ToArray();

        Assert.True(upserts.Length >= 8, $"Only {upserts.Length} upserts were found: the pattern no longer fits how they are written.");
        Assert.Empty(
            from upsert in upserts
            from columns in indexes[upsert.Table]
            where columns != upsert.Columns
            select string.Create(CultureInfo.InvariantCulture, $"{upsert.Path}: \"on conflict({upsert.Columns})\", but {upsert.Table} is unique by ({columns}) as well"));
    }

    [Fact]
    public void A_table_that_SQL_Server_merges_into_is_unique_by_what_is_looked_for_alone()
    {
        var indexes = UniqueIndexes("SqlServer").Concat(PrimaryKeys("SqlServer")).ToLookup(index => index.Table, index => index.Columns, StringComparer.Ordinal);
        var merges = Merges().ToArray();

        // What is an upsert on the other two is one here: none is forgotten, and none looks for something else.
        var updating = Upserts().Where(upsert => upsert.Updates).Select(Named).Order(StringComparer.Ordinal);
        Assert.Equal(updating, merges.Select(merge => $"{merge.Table}({merge.Columns})").Where(updating.Contains).Order(StringComparer.Ordinal));
        Assert.Superset(merges.Select(merge => $"{merge.Table}({merge.Columns})").ToHashSet(StringComparer.Ordinal), Upserts().Select(Named).ToHashSet(StringComparer.Ordinal));
        Assert.All(merges, merge => Assert.Contains(merge.Columns, indexes[merge.Table]));
        // One that only inserts draws its primary key at random, as on the other two.
        Assert.All(merges.Where(merge => updating.Contains($"{merge.Table}({merge.Columns})")), merge => Assert.Equal([merge.Columns], indexes[merge.Table]));

        static string Named((string Path, string Table, string Columns, bool Updates) upsert) => $"{upsert.Table}({upsert.Columns})";
    }

    private static IEnumerable<(string Path, string Table, string Columns, bool Updates)> Upserts() =>
        from file in Repository.Files("src/JsHrss.Storage", ".cs")
        from Match found in Upsert().Matches(file.Text)
        select (file.Path, found.Groups["table"].Value, Plain(found.Groups["columns"].Value), found.Groups["updates"].Success);

    private static IEnumerable<(string Table, string Columns)> Merges() =>
        from file in Repository.Files("src/JsHrss.Storage", ".cs")
        from Match found in Merge().Matches(file.Text)
        select (found.Groups["table"].Value, string.Join(',', found.Groups["column"].Captures.Select(column => column.Value)));

    private static IEnumerable<(string Table, string Columns)> UniqueIndexes(string database) =>
        from text in Migrations(database)
        from Match found in Index().Matches(text)
        where found.Value.Contains("unique: true", StringComparison.Ordinal)
        select (found.Groups["table"].Value, Plain(found.Groups["columns"].Value));

    private static IEnumerable<(string Table, string Columns)> PrimaryKeys(string database) =>
        from text in Migrations(database)
        from Match found in PrimaryKey().Matches(text)
        select (found.Groups["table"].Value, string.Join(',', found.Groups["column"].Captures.Select(column => column.Value)));

    private static IEnumerable<string> Migrations(string database) =>
        from file in Directory.GetFiles(Path.Combine(Repository.Root, "src/JsHrss.Storage/Migrations", database), "*_*.cs")
        where !file.EndsWith(".Designer.cs", StringComparison.Ordinal)
        select File.ReadAllText(file);

    private static string Plain(string columns) => columns.Replace("\"", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex("""insert into "?(?<table>\w+)"?\s*\([^;]*?on conflict\((?<columns>[^)]+)\)(?<updates> do update)?""", RegexOptions.Singleline)]
    private static partial Regex Upsert();

    [GeneratedRegex("""CreateIndex\([^;]*?table: "(?<table>\w+)",\s*columns?: (?:new\[\] \{ )?(?<columns>"[^}\n]+?")(?: \}|,|\))[^;]*;""", RegexOptions.Singleline)]
    private static partial Regex Index();

    [GeneratedRegex("""merge into (?<table>\w+) with \(holdlock\) as t using \(values \(1\)\) as s\(one\) on t\."?(?<column>\w+)"? = (?:@\w+|s\.one)(?: and t\."?(?<column>\w+)"? = @\w+)*\s""")]
    private static partial Regex Merge();

    [GeneratedRegex("""PrimaryKey\("PK_(?<table>\w+)", x => (?:x\.(?<column>\w+)|new \{ x\.(?<column>\w+)(?:, x\.(?<column>\w+))* \})\)""")]
    private static partial Regex PrimaryKey();
}
