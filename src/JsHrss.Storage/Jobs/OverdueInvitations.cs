using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Memberships;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Jobs;

/// <summary>Ends invitations that nobody confirmed within thirty days (R135), each with its audit fact. Nothing rests on it: an overdue one confirms nothing, is not shown, and gives up its seat when somebody is added.</summary>
internal sealed partial class OverdueInvitations(IHallDatabase database, Leases leases, AuditWriter audit, JobMeter meter, TimeProvider clock, ILogger<OverdueInvitations> log) : BackgroundService
{
    /// <summary>So many in one change, so that nobody waits long behind it.</summary>
    public const int Batch = 100;

    private const string Job = "overdue-invitations";

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(2);

    private static readonly Sql FindSql = Sql.Of(dialect => $"select id, person, unit from membership where status = 1 and created_at <= @after order by created_at {Sql.Limit(dialect, "@batch")}");

    private const string EndSql = "update membership set status = 9, ended_at = @at, version = version + 1, tag = null where id = @id and status = 1 and created_at <= @after";

    /// <summary>One run.</summary>
    /// <returns>How many it ended.</returns>
    public async ValueTask<int> RunAsync(CancellationToken ct)
    {
        var total = 0;
        for (var ended = Batch; ended == Batch; total += ended)
        {
            var now = clock.GetUtcNow();
            if (!await leases.TakeAsync(Job, LeaseLength, now, ct).ConfigureAwait(false))
                break;
            var found = await FindAsync(now - Invitation.Lasts, ct).ConfigureAwait(false);
            var origin = audit.Origin();
            ended = await database.WriteAsync(write => found.Count(one => End(write, one, now, origin)), ct).ConfigureAwait(false);
        }

        return total;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                if (await RunAsync(stoppingToken).ConfigureAwait(false) is var ended and > 0)
                    Done(ended);
                meter.Done(Job);
            }
            catch (StoreUnavailableException unavailable)
            {
                Later(unavailable);
                meter.Failed(Job);
            }
        }
    }

    private ValueTask<ImmutableArray<(Guid Membership, Guid Person, Guid Unit)>> FindAsync(DateTimeOffset after, CancellationToken ct) => database.ReadAsync(
        statements =>
        {
            using var row = statements.Get(FindSql).Bind("@after", after).Bind("@batch", Batch).Read();
            var found = ImmutableArray.CreateBuilder<(Guid, Guid, Guid)>();
            while (row.Read())
                found.Add((row.GetKey(0), row.GetKey(1), row.GetKey(2)));
            return found.ToImmutable();
        },
        ct);

    private bool End(LaneWrite write, (Guid Membership, Guid Person, Guid Unit) one, DateTimeOffset now, AuditOrigin origin)
    {
        if (write.Prepare(EndSql).Bind("@id", one.Membership).Bind("@after", now - Invitation.Lasts).Bind("@at", now).Run() == 0)
            return false;
        audit.Write(write, [InvitationFacts.Over(new UnitId(one.Unit), new MembershipId(one.Membership), new PersonId(one.Person), now)], origin);
        return true;
    }

    [LoggerMessage(3061, LogLevel.Information, "{Ended} invitations were not confirmed in time, and are over")]
    private partial void Done(int ended);

    [LoggerMessage(3062, LogLevel.Warning, "Overdue invitations could not be ended; it is tried again in an hour")]
    private partial void Later(Exception unavailable);
}
