using System.Security.Cryptography;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Statements;

namespace JsHrss.Storage.Jobs;

/// <summary>Who runs a job just now, among all nodes. A lease saves work; the jobs are idempotent, and nothing rests on it (case FT-16).</summary>
internal sealed class Leases(IHallDatabase database)
{
    private static readonly Sql TakeSql = Sql.Of(
        """
        insert into lease(name, holder, until) values (@name, @holder, @until)
        on conflict(name) do update set holder = @holder, until = @until where lease.holder = @holder or lease.until <= @now
        """,
        sqlServer: """
        merge into lease with (holdlock) as t using (values (1)) as s(one) on t.name = @name
        when matched and (t.holder = @holder or t.until <= @now) then update set holder = @holder, until = @until
        when not matched then insert (name, holder, until) values (@name, @holder, @until)
        """);

    /// <summary>This process among the others; another one after a restart.</summary>
    private readonly string holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Takes or prolongs; false: another one has it.</summary>
    /// <param name="job">Name of the job.</param>
    /// <param name="length">For how long.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<bool> TakeAsync(string job, TimeSpan length, DateTimeOffset now, CancellationToken ct) => await database.WriteAsync(
        write => write.Prepare(TakeSql).Bind("@name", job).Bind("@holder", holder).Bind("@now", now).Bind("@until", now + length).Run() == 1,
        ct).ConfigureAwait(false);
}
