using System.Reflection;
using System.Text.RegularExpressions;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;

namespace JsHrss.Storage.Tests.Lanes.SqlServer;

/// <summary>
/// The shape of every text that SQL Server is given. Where no server is at hand this is what can be asked: no word stands in them that only other dialects have, and what must hold back others does.
/// </summary>
public sealed partial class SqlServerTextTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly (string Where, string Sql)[] Texts = [.. All().DistinctBy(text => text.Sql)];

    [Fact]
    public void All_of_them_are_looked_at() => Assert.InRange(Texts.Length, 80, 300);

    [Fact]
    public void No_text_holds_a_word_of_another_dialect() =>
        Assert.DoesNotContain(Texts, text => Foreign().IsMatch(text.Sql));

    /// <summary>Names that a table or column of ours has, or might well have, and that Transact-SQL reserves (SQL Server documentation, Reserved Keywords).</summary>
    [Fact]
    public void A_name_that_is_a_reserved_word_is_quoted() => Assert.DoesNotContain(Texts, text => Reserved().IsMatch(text.Sql));

    [Fact]
    public void What_merges_holds_the_place_it_looked_at() =>
        Assert.DoesNotContain(Texts, text => text.Sql.StartsWith("merge", StringComparison.Ordinal) && !text.Sql.Contains("with (holdlock) as t", StringComparison.Ordinal));

    [Fact]
    public void What_inserts_only_what_is_not_there_holds_the_place_it_looked_at() => Assert.DoesNotContain(Texts, text => InsertsUnguarded().IsMatch(text.Sql));

    [Fact]
    public void Brackets_and_quotes_are_closed() => Assert.DoesNotContain(
        Texts,
        text => text.Sql.Count(c => c == '(') != text.Sql.Count(c => c == ')') || text.Sql.Count(c => c == '\'') % 2 != 0 || text.Sql.Count(c => c == '"') % 2 != 0);

    [Fact]
    public void Each_operation_is_one_statement() => Assert.DoesNotContain(
        Texts,
        text => text.Sql.Contains(';', StringComparison.Ordinal) && !text.Where.StartsWith("SqlServer", StringComparison.Ordinal));

    private static IEnumerable<(string Where, string Sql)> All()
    {
        foreach (var type in typeof(Sql).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters && !IsOfAnotherDatabase(type)))
        {
            foreach (var field in type.GetFields(Static))
            {
                if (field.FieldType == typeof(Sql))
                    yield return ($"{type.Name}.{field.Name}", ((Sql)field.GetValue(null)!).For(Dialect.SqlServer));
                else if (field.FieldType == typeof((Sql, bool)[]))
                {
                    foreach (var (several, _) in ((Sql, bool)[])field.GetValue(null)!)
                        yield return ($"{type.Name}.{field.Name}", several.For(Dialect.SqlServer));
                }
                else if (field is { IsLiteral: true } && field.FieldType == typeof(string) && field.Name.EndsWith("Sql", StringComparison.Ordinal) && field.Name != "PostgreSql")
                    yield return ($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
            }
        }

        foreach (var kind in Enum.GetValues<Keepsake>().Where(kind => kind is Keepsake.AuthorizationCode or Keepsake.RefreshToken or Keepsake.Interaction or Keepsake.PushedRequest))
        {
            foreach (var property in typeof(KeepsakeSql).GetProperties().Where(property => property.PropertyType == typeof(Sql) || property.PropertyType == typeof(string)))
                yield return ($"{kind}.{property.Name}", property.GetValue(KeepsakeSql.Of(kind)) is Sql several ? several.For(Dialect.SqlServer) : (string)property.GetValue(KeepsakeSql.Of(kind))!);
        }

        foreach (var rows in LastingRows.All)
        {
            yield return ("LastingRows.Find", rows.FindSql.For(Dialect.SqlServer));
            foreach (var delete in rows.DeleteSql)
                yield return ("LastingRows.Delete", delete);
        }
    }

    private static bool IsOfAnotherDatabase(Type type) => type.FullName!.Contains("Sqlite", StringComparison.Ordinal) || type.FullName.Contains("PostgreSql", StringComparison.Ordinal);

    [GeneratedRegex("""on conflict|\breturning\b|(?<!@)\blimit\b|::|\brecursive\b|\blateral\b|indexed by|\browid\b|\bctid\b|^update \w+ as |(select|,) exists\(|\bnot (?!exists\b|null\b|matched\b|distinct\b|in\b)|\btrue\b|\bfalse\b|select count\(\*\) <|json_patch|pragma""")]
    private static partial Regex Foreign();

    [GeneratedRegex("""(?<![\["@\w])(grant|window|within|key|user|public|plan|percent|file|option|rule|national|identity)\b(?!")""")]
    private static partial Regex Reserved();

    [GeneratedRegex("""^insert into "?(\w+)"?[\s\S]*not exists\(select 1 from "?\1\b"?(?! with \(updlock, holdlock\))""")]
    private static partial Regex InsertsUnguarded();
}
