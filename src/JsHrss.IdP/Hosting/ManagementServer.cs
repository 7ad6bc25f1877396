using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Hosting;

/// <summary>
/// The management port: a second server in this process, with no route in common with the public one. It listens before the public one does and after it has ended, so that
/// starting and draining can be watched.
/// </summary>
internal sealed partial class ManagementServer(ManagementOptions options, ManagementAnswers answers, IHostEnvironment environment, ILoggerFactory logs) : IDisposable
{
    private const int MostConnections = 64;

    private KestrelServer? _kestrel;

    /// <summary>Where it listens; null: it does not.</summary>
    public string? Address { get; private set; }

    /// <exception cref="InvalidOperationException">The address cannot be had; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        var endPoint = options.EndPoint(environment.IsDevelopment());
        kestrel.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        _kestrel = new KestrelServer(Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs), logs);
        try
        {
            await _kestrel.StartAsync(answers, ct);
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            throw new InvalidOperationException($"Management:Address {options.Address} cannot be listened on ({taken.Message}). Another process may hold it: give each server of a machine its own.", taken);
        }

        Address = _kestrel.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? $"http://{endPoint}";
        Listening(logs.CreateLogger<ManagementServer>(), Address);
    }

    public void Dispose() => _kestrel?.Dispose();

    [LoggerMessage(4101, LogLevel.Information, "Health and metrics are told at {Address}")]
    private static partial void Listening(ILogger log, string address);
}
