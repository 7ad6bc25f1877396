using System.Data.Common;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Lanes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.Storage.Statements;

/// <summary>
/// Finds the steps of codes that other nodes made, once a second for the whole node and only while somebody waits: one look-up however many wait (case QR-08). Words of other nodes are
/// faster; this is what is left when they are lost. On SQLite there is no other node.
/// </summary>
internal sealed partial class QrTicketWatch(IHallDatabase database, QrTicketSteps steps, TimeProvider clock, ILogger<QrTicketWatch> log) : BackgroundService
{
    private const string MovedSql = "select id, state, expires_at from qr_ticket where moved_at > @since";

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>A step is seen only after its commit, and a clock may run ahead: what was made lately is told again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private StatementCache? statements;

    /// <summary>Asks now.</summary>
    public void Ask()
    {
        try
        {
            using var row = (statements ??= database.OpenReader()).Get(MovedSql).Bind("@since", clock.GetUtcNow() - Overlap).Read();
            while (row.Read())
                steps.Tell(new QrTicketStep(new QrTicketId(row.GetKey(0)), (QrTicketState)row.GetInt32(1), row.GetInstant(2)));
        }
        catch
        {
            Disconnect();
            throw;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        Disconnect();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Dialect == Dialect.Sqlite)
            return;
        using var timer = new PeriodicTimer(AskEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            if (!steps.IsNeeded)
                continue;
            try
            {
                Ask();
            }
            catch (Exception failure) when (failure is DbException or StoreUnavailableException or IOException or TimeoutException or InvalidOperationException)
            {
                NoAnswer(failure);
            }
        }
    }

    private void Disconnect()
    {
        statements?.Dispose();
        statements = null;
    }

    [LoggerMessage(3007, LogLevel.Warning, "The database did not say which codes were scanned or answered; waiting browsers hear of other nodes' steps later")]
    private partial void NoAnswer(Exception failure);
}
