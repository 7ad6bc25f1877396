using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using JsHrss.Accounts.QrSignIn;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Statements;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JsHrss.Storage.Lanes.PostgreSql;

/// <summary>
/// Tells other nodes over one PostgreSQL which grants and sessions have ended, so that they forget cached states at once, and which codes were scanned or answered, so that waiting browsers hear of it.
/// It only shortens: a word that gets lost, or was never said, costs at most the four seconds that a state is believed (storage design §7), or the second after which codes are asked for. Sent after the commit, on a connection of its own. A node that could not listen for a while forgets everything.
/// </summary>
internal sealed partial class EndNews(IHallDatabase database, StateCache states, QrTicketSteps steps, ILogger<EndNews> log) : BackgroundService
{
    private const string Listen = "listen ended";
    private const string TellSql = "select pg_notify('ended', @keys)";
    private const int KeysAtOnce = 120; // a word of PostgreSQL is shorter than 8,000 bytes
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<string> ended = Channel.CreateBounded<string>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Called after the commit, on the node that ended it.</summary>
    public void Tell(Guid grantOrSession)
    {
        if (database is PostgreSqlDatabase)
            ended.Writer.TryWrite(grantOrSession.ToString("N", CultureInfo.InvariantCulture));
    }

    /// <summary>Called after the commit, on the node where a code made a step.</summary>
    public void Tell(QrTicketStep step)
    {
        if (database is PostgreSqlDatabase)
            ended.Writer.TryWrite(QrTicketSteps.WordOf(step));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database is PostgreSqlDatabase server)
            await Task.WhenAll(AgainAndAgainAsync(ct => ListenAsync(server, ct), stoppingToken), AgainAndAgainAsync(ct => TellAsync(server, ct), stoppingToken)).ConfigureAwait(false);
    }

    private async Task AgainAndAgainAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => work(ct), ct).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is DbException or StoreUnavailableException or IOException or TimeoutException or InvalidOperationException)
            {
                Lost(failure);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(PostgreSqlDatabase server, CancellationToken ct)
    {
        try
        {
            using var connection = server.OpenApart();
            connection.Notification += (_, word) => Hear(word.Payload);
            using (var listen = new NpgsqlCommand(Listen, connection))
                await listen.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
            states.ForgetAll(); // what was said before, nobody heard
            while (true)
                await connection.WaitAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            states.ForgetAll();
        }
    }

    private void Hear(string keys)
    {
        foreach (var part in keys.AsSpan().Split(','))
        {
            if (Guid.TryParseExact(keys.AsSpan(part), "N", out var key))
                states.Forget(key);
            else
                steps.Hear(keys.AsSpan(part));
        }
    }

    private async Task TellAsync(PostgreSqlDatabase server, CancellationToken ct)
    {
        var keys = new List<string>(KeysAtOnce);
        await ended.Reader.WaitToReadAsync(ct).ConfigureAwait(false);
        using var connection = server.OpenApart();
        using var tell = new NpgsqlCommand(TellSql, connection);
        var word = tell.Parameters.Add("keys", NpgsqlTypes.NpgsqlDbType.Text);
        while (await ended.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
        {
            keys.Clear();
            while (keys.Count < KeysAtOnce && ended.Reader.TryRead(out var key))
                keys.Add(key);
            word.Value = string.Join(',', keys);
            await tell.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }

    [LoggerMessage(3005, LogLevel.Warning, "Other nodes' ends are not heard, or not told, for a moment; states are believed for four seconds as always")]
    private partial void Lost(Exception failure);
}
