using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Statements;

/// <summary>The statements over <c>counter</c>: each takes, gives back or forgets by itself, so that racing attempts on any node cannot pass a limit together.</summary>
internal static class CounterSql
{
    // The row may be there or not; either way one is added only while the limit stands.
    private static readonly Sql TakeSql = Sql.Of(
        """
        insert into counter(kind, subject_hmac, "window", n, until)
        select @kind, @subject, @window, 1, @until where @most > 0 and (@from > 1 or @solved)
        on conflict(kind, subject_hmac, "window") do update set n = counter.n + 1 where counter.n < @most and (counter.n + 1 < @from or @solved)
        returning n
        """,
        sqlServer: """
        merge into counter with (holdlock) as t using (values (1)) as s(one) on t.kind = @kind and t.subject_hmac = @subject and t."window" = @window
        when matched and t.n < @most and (t.n + 1 < @from or @solved = 1) then update set n = t.n + 1
        when not matched and @most > 0 and (@from > 1 or @solved = 1) then insert (kind, subject_hmac, "window", n, until) values (@kind, @subject, @window, 1, @until)
        output inserted.n
        """);

    private const string ReturnSql = """update counter set n = n - 1 where kind = @kind and subject_hmac = @subject and "window" = @window and n > 0""";

    private const string ForgetSql = "delete from counter where kind = @kind and subject_hmac = @subject";

    private const string LookSql = """select n from counter where kind = @kind and subject_hmac = @subject and "window" = @window""";

    /// <summary>Takes one; null: the limit stands against it and nothing was counted.</summary>
    /// <param name="write">Where.</param>
    /// <param name="count">Which counter.</param>
    /// <param name="from">From this number on only the solved are counted.</param>
    /// <param name="most">More than so many are never counted.</param>
    /// <param name="solved">Whether a challenge was solved.</param>
    /// <returns>The number with this one.</returns>
    public static long? Take(this LaneWrite write, Count count, long from = long.MaxValue, long most = long.MaxValue, bool solved = true)
    {
        using var row = Bind(write.Prepare(TakeSql), count).Bind("@until", count.Until).Bind("@from", from).Bind("@most", most).Bind("@solved", solved).Read();
        return row.Read() ? row.GetInt64(0) : null;
    }

    /// <summary>Takes one back.</summary>
    public static void Return(this LaneWrite write, Count count) => Bind(write.Prepare(ReturnSql), count).Send();

    /// <summary>Forgets a subject in every window.</summary>
    public static void Forget(this LaneWrite write, Count count) => write.Prepare(ForgetSql).Bind("@kind", count.Kind).Bind("@subject", count.Subject).Send();

    /// <summary>What is counted so far.</summary>
    public static long Look(Func<string, Statement> prepare, Count count) => Bind(prepare(LookSql), count).Number() ?? 0;

    private static Statement Bind(Statement statement, Count count) =>
        statement.Bind("@kind", count.Kind).Bind("@subject", count.Subject).Bind("@window", count.Window);
}

/// <summary>One counter: what is counted, of whom, in which window.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="Subject">Keyed digest of whose.</param>
/// <param name="Window">Begin of the "window", UTC.</param>
/// <param name="Until">When nobody asks for it any more, UTC.</param>
internal sealed record Count(string Kind, byte[] Subject, DateTimeOffset Window, DateTimeOffset Until);
